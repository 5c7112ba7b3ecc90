package dev.outrank.workbench.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.outrank.bundle.failure.CallerException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an ONNX file says of its inputs and outputs.
 *
 * @param file where it was read
 * @param inputs without those that are initializers
 * @param outputs in the graph's order
 */
public record OnnxNet(Path file, List<OnnxTensor> inputs, List<OnnxTensor> outputs) {

    private static final int AXES = 2;

    public OnnxNet {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }

    /**
     * Reads a file.
     *
     * @throws CallerException when it is no ONNX model, has no inputs or outputs, keeps weights in other files, or has a tensor that is not
     *     float32 {@code [batch, width]}
     */
    public static OnnxNet read(Path file) {
        GraphProto graph = parse(file).getGraph();
        Set<String> constants = new HashSet<>();
        for (TensorProto tensor : graph.getInitializerList()) {
            constants.add(tensor.getName());
            if (tensor.getDataLocation() == TensorProto.DataLocation.EXTERNAL) {
                throw new CallerException(file + ": initializer '" + tensor.getName()
                        + "' is in another file (expected: a self-contained model, saved without external data)");
            }
        }
        List<OnnxTensor> inputs = graph.getInputList().stream()
                .filter(input -> !constants.contains(input.getName()))
                .map(input -> tensor(file, "input", input))
                .toList();
        List<OnnxTensor> outputs = graph.getOutputList().stream()
                .map(output -> tensor(file, "output", output))
                .toList();
        if (inputs.isEmpty() || outputs.isEmpty()) {
            throw new CallerException(file + ": " + inputs.size() + " inputs, " + outputs.size()
                    + " outputs (expected: an ONNX model with at least one of each)");
        }
        return new OnnxNet(file, inputs, outputs);
    }

    /**
     * Returns the whole model in a file.
     *
     * @throws CallerException when it is no ONNX model
     */
    public static ModelProto parse(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return ModelProto.parseFrom(in);
        } catch (InvalidProtocolBufferException e) {
            throw new CallerException(file + ": " + e.getMessage() + " (expected: an ONNX model)", e);
        } catch (IOException e) {
            throw new CallerException(file + ": not readable (expected: an ONNX model)", e);
        }
    }

    private static OnnxTensor tensor(Path file, String role, ValueInfoProto value) {
        String field = file + ": " + role + " '" + value.getName() + "'";
        TypeProto.Tensor type = value.getType().getTensorType();
        if (type.getElemType() != TensorProto.DataType.FLOAT_VALUE) {
            throw new CallerException(field + ": element type " + type.getElemType() + " (expected: "
                    + TensorProto.DataType.FLOAT_VALUE + ", float32)");
        }
        TensorShapeProto shape = type.getShape();
        if (shape.getDimCount() != AXES) {
            throw new CallerException(field + ": " + shape.getDimCount() + " axes (expected: 2, [batch, width])");
        }
        Long width = extent(field, shape.getDim(1));
        if (width != null && width > Integer.MAX_VALUE) {
            throw new CallerException(field + ": width " + width + " (expected: at most " + Integer.MAX_VALUE + ")");
        }
        return new OnnxTensor(
                value.getName(), extent(field, shape.getDim(0)), width == null ? null : Math.toIntExact(width));
    }

    private static @Nullable Long extent(String field, TensorShapeProto.Dimension dimension) {
        if (!dimension.hasDimValue()) {
            return null;
        }
        if (dimension.getDimValue() < 1) {
            throw new CallerException(field + ": extent " + dimension.getDimValue() + " (expected: at least 1)");
        }
        return dimension.getDimValue();
    }
}
