package dev.outrank.testkit.reference;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A bundle small enough to compute by hand: table rows are {@code (r, 10 r)}; the score is the sum of all inputs. */
final class TinyBundle {

    static final int ROWS = 4;

    private TinyBundle() {}

    static Path write(Path dir, String pooling, String idPolicy) throws IOException {
        return write(dir, pooling, idPolicy, "float32");
    }

    static Path write(Path dir, String pooling, String idPolicy, String dtype) throws IOException {
        writeTable(dir.resolve("rows.safetensors"), dtype);
        writeNet(dir.resolve("net.onnx"));
        Files.writeString(dir.resolve("model.json"), """
                {"features": {
                   "dense": [{"name": "d", "width": 1, "scope": "candidate"}],
                   "sparse": [
                     {"name": "u", "table": "t", "scope": "request", "pooling": "%1$s", "idPolicy": "%2$s"},
                     {"name": "s", "table": "t", "scope": "candidate", "pooling": "%1$s", "idPolicy": "%2$s"}]},
                 "tables": [{"name": "t", "dim": 2, "dtype": "%3$s", "file": "rows.safetensors", "tensor": "x", "defaultRow": [0.5, 0.25]}],
                 "nets": [{"name": "n", "file": "net.onnx",
                   "inputs": [{"tensor": "own", "sources": ["d", "s"]}, {"tensor": "shared", "sources": ["u"]}],
                   "outputs": [{"name": "score", "width": 1}]}],
                 "outputs": ["score"]}
                """.formatted(pooling, idPolicy, dtype));
        return dir;
    }

    private static void writeTable(Path file, String dtype) throws IOException {
        ByteBuffer rows = ByteBuffer.allocate(ROWS * 16).order(ByteOrder.LITTLE_ENDIAN);
        for (int row = 0; row < ROWS; row++) {
            putRow(rows, dtype, row);
        }
        rows.flip();
        String elements =
                switch (dtype) {
                    case "float32" -> "F32";
                    case "float16" -> "F16";
                    default -> "U8";
                };
        int columns = elements.equals("U8") ? rows.remaining() / ROWS : 2;
        byte[] header = "{\"x\":{\"dtype\":\"%s\",\"shape\":[%d,%d],\"data_offsets\":[0,%d]}}"
                .formatted(elements, ROWS, columns, rows.remaining())
                .getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes =
                ByteBuffer.allocate(8 + header.length + rows.remaining()).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(header.length).put(header).put(rows);
        Files.write(file, bytes.array());
    }

    /** Quantised rows have the levels 1 and 10 and the row as scale. */
    private static void putRow(ByteBuffer rows, String dtype, int row) {
        switch (dtype) {
            case "float32" -> rows.putFloat(row).putFloat(10 * row);
            case "float16" -> rows.putShort(Float.floatToFloat16(row)).putShort(Float.floatToFloat16(10 * row));
            case "int8" -> rows.put((byte) 1).put((byte) 10).putFloat(row).putFloat(0);
            default -> rows.put((byte) 0xa1).putShort(Float.floatToFloat16(row)).putShort((short) 0);
        }
    }

    /** {@code score = own · 1 + shared · 1}, the latter broadcast. */
    private static void writeNet(Path file) throws IOException {
        GraphProto graph = GraphProto.newBuilder()
                .addInitializer(ones("w3", 3))
                .addInitializer(ones("w2", 2))
                .addNode(node("Gemm", "own_sum", "own", "w3"))
                .addNode(node("MatMul", "shared_sum", "shared", "w2"))
                .addNode(node("Add", "score", "own_sum", "shared_sum"))
                .build();
        Files.write(file, ModelProto.newBuilder().setGraph(graph).build().toByteArray());
    }

    private static TensorProto ones(String name, int rows) {
        var tensor = TensorProto.newBuilder()
                .setName(name)
                .setDataType(TensorProto.DataType.FLOAT_VALUE)
                .addAllDims(List.of((long) rows, 1L));
        for (int i = 0; i < rows; i++) {
            tensor.addFloatData(1);
        }
        return tensor.build();
    }

    private static NodeProto node(String type, String output, String... inputs) {
        return NodeProto.newBuilder()
                .setOpType(type)
                .addAllInput(List.of(inputs))
                .addOutput(output)
                .addAttribute(AttributeProto.newBuilder().setName("transB").setI(0))
                .build();
    }
}
