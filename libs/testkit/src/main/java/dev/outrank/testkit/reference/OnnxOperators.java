package dev.outrank.testkit.reference;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/** The operators that ranking nets are made of, as the ONNX operator reference defines them (opset 13 to 22). */
final class OnnxOperators {

    private OnnxOperators() {}

    static DoubleTensor apply(NodeProto node, Map<String, AttributeProto> attributes, List<DoubleTensor> in) {
        return switch (node.getOpType()) {
            case "Add" -> binary(in, Double::sum);
            case "Sub" -> binary(in, (a, b) -> a - b);
            case "Mul" -> binary(in, (a, b) -> a * b);
            case "Div" -> binary(in, (a, b) -> a / b);
            case "Relu" -> unary(in, x -> Math.max(x, 0));
            case "Sigmoid" -> unary(in, x -> 1 / (1 + Math.exp(-x)));
            case "Tanh" -> unary(in, Math::tanh);
            case "Identity" -> in.getFirst();
            case "Constant" ->
                OnnxGraph.decode(require(node, attributes, "value").getT());
            case "Shape" -> shape(attributes, in.getFirst());
            case "Expand" -> expand(in);
            case "Reshape" -> reshape(in);
            case "Concat" ->
                concat(in, Math.toIntExact(require(node, attributes, "axis").getI()));
            case "MatMul" -> gemm(in.getFirst(), in.get(1), false, 1);
            case "Gemm" -> gemm(attributes, in);
            default ->
                throw new IllegalArgumentException("operator: " + node.getOpType()
                        + " (expected: one that the reference evaluator knows; add it to OnnxOperators)");
        };
    }

    private static AttributeProto require(NodeProto node, Map<String, AttributeProto> attributes, String name) {
        AttributeProto attribute = attributes.get(name);
        if (attribute == null) {
            throw new IllegalArgumentException(node.getOpType() + "." + name + ": absent (expected: an attribute)");
        }
        return attribute;
    }

    private static long integer(Map<String, AttributeProto> attributes, String name, long otherwise) {
        AttributeProto attribute = attributes.get(name);
        return attribute == null ? otherwise : attribute.getI();
    }

    private static double number(Map<String, AttributeProto> attributes, String name) {
        AttributeProto attribute = attributes.get(name);
        return attribute == null ? 1 : attribute.getF();
    }

    private static DoubleTensor unary(List<DoubleTensor> in, DoubleUnaryOperator operator) {
        DoubleTensor x = in.getFirst();
        return new DoubleTensor(
                x.shape(), Arrays.stream(x.values()).map(operator).toArray());
    }

    private static DoubleTensor binary(List<DoubleTensor> in, DoubleBinaryOperator operator) {
        DoubleTensor a = in.getFirst();
        DoubleTensor b = in.get(1);
        int[] wide = DoubleTensor.broadcast(a.shape(), b.shape());
        double[] out = new double[DoubleTensor.size(wide)];
        for (int i = 0; i < out.length; i++) {
            out[i] = operator.applyAsDouble(a.broadcastAt(wide, i), b.broadcastAt(wide, i));
        }
        return new DoubleTensor(wide, out);
    }

    private static DoubleTensor shape(Map<String, AttributeProto> attributes, DoubleTensor x) {
        int start = Math.toIntExact(integer(attributes, "start", 0));
        int end = Math.toIntExact(integer(attributes, "end", x.rank()));
        return DoubleTensor.vector(
                Arrays.stream(x.shape(), start, end).asDoubleStream().toArray());
    }

    private static int[] asShape(DoubleTensor tensor) {
        return Arrays.stream(tensor.values()).mapToInt(extent -> (int) extent).toArray();
    }

    private static DoubleTensor expand(List<DoubleTensor> in) {
        DoubleTensor x = in.getFirst();
        int[] wide = DoubleTensor.broadcast(x.shape(), asShape(in.get(1)));
        double[] out = new double[DoubleTensor.size(wide)];
        Arrays.setAll(out, i -> x.broadcastAt(wide, i));
        return new DoubleTensor(wide, out);
    }

    private static DoubleTensor reshape(List<DoubleTensor> in) {
        DoubleTensor x = in.getFirst();
        int[] wanted = asShape(in.get(1));
        int known = 1;
        for (int axis = 0; axis < wanted.length; axis++) {
            wanted[axis] = wanted[axis] == 0 ? x.extent(axis) : wanted[axis];
            known *= wanted[axis] == -1 ? 1 : wanted[axis];
        }
        for (int axis = 0; axis < wanted.length; axis++) {
            wanted[axis] = wanted[axis] == -1 ? x.values().length / known : wanted[axis];
        }
        return new DoubleTensor(wanted, x.values());
    }

    private static DoubleTensor concat(List<DoubleTensor> in, int axisOrNegative) {
        int[] shape = in.getFirst().shape();
        int axis = Math.floorMod(axisOrNegative, shape.length);
        shape[axis] = in.stream().mapToInt(part -> part.extent(axis)).sum();
        int outer = DoubleTensor.size(Arrays.copyOf(shape, axis));
        double[] out = new double[DoubleTensor.size(shape)];
        int at = 0;
        for (int block = 0; block < outer; block++) {
            for (DoubleTensor part : in) {
                int length = part.values().length / outer;
                System.arraycopy(part.values(), block * length, out, at, length);
                at += length;
            }
        }
        return new DoubleTensor(shape, out);
    }

    private static DoubleTensor gemm(Map<String, AttributeProto> attributes, List<DoubleTensor> in) {
        if (integer(attributes, "transA", 0) != 0) {
            throw new IllegalArgumentException("Gemm.transA: 1 (expected: 0)");
        }
        boolean transposed = integer(attributes, "transB", 0) != 0;
        DoubleTensor product = gemm(in.getFirst(), in.get(1), transposed, number(attributes, "alpha"));
        if (in.size() < 3) {
            return product;
        }
        double beta = number(attributes, "beta");
        return binary(List.of(product, in.get(2)), (p, c) -> p + beta * c);
    }

    /** Returns {@code alpha · a [n, k] · b}, where b is {@code [k, m]}, or {@code [m, k]} if transposed. */
    private static DoubleTensor gemm(DoubleTensor a, DoubleTensor b, boolean transposed, double alpha) {
        int n = a.extent(0);
        int k = a.extent(1);
        int m = b.extent(transposed ? 0 : 1);
        if (a.rank() != 2 || b.rank() != 2 || b.extent(transposed ? 1 : 0) != k) {
            throw new IllegalArgumentException("product of " + a + " and " + b + (transposed ? " transposed" : "")
                    + " (expected: matrices that fit)");
        }
        double[] columns = transposed ? b.values() : transpose(b.values(), k, m);
        double[] out = new double[Math.multiplyExact(n, m)];
        IntStream.range(0, n).parallel().forEach(row -> {
            for (int column = 0; column < m; column++) {
                out[row * m + column] = alpha * dot(a.values(), row * k, columns, column * k, k);
            }
        });
        return DoubleTensor.matrix(n, m, out);
    }

    private static double[] transpose(double[] values, int rows, int columns) {
        double[] out = new double[values.length];
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                out[column * rows + row] = values[row * columns + column];
            }
        }
        return out;
    }

    private static double dot(double[] a, int aOffset, double[] b, int bOffset, int length) {
        double even = 0;
        double odd = 0;
        int i = 0;
        for (; i + 1 < length; i += 2) {
            even += a[aOffset + i] * b[bOffset + i];
            odd += a[aOffset + i + 1] * b[bOffset + i + 1];
        }
        return even + odd + (i < length ? a[aOffset + i] * b[bOffset + i] : 0);
    }
}
