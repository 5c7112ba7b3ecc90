package dev.outrank.workbench.requests;

import dev.outrank.bundle.bags.Bags;
import dev.outrank.bundle.manifest.DenseFeature;
import dev.outrank.bundle.manifest.SparseFeature;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;

/**
 * Writes requests as bodies of the Open Inference Protocol v2 with its binary tensor data extension: a JSON header as {@link OipJson} has it, each
 * tensor with the parameter {@code binary_data_size} in place of {@code data}, and then the tensors' numbers, little-endian and row-major, in the
 * order of the header. The answer is asked for in the same form.
 */
public final class OipBinary {

    private record Tensor(String name, String datatype, List<Integer> shape, int bytes, Consumer<ByteBuffer> data) {}

    private OipBinary() {}

    /** Returns a body with this id. */
    public static BinaryBody write(GeneratedRequest request, String id) {
        List<Tensor> tensors = tensors(request);
        byte[] header = JsonBytes.write(json -> writeHeader(json, id, tensors));
        int dataBytes = tensors.stream().mapToInt(Tensor::bytes).reduce(0, Math::addExact);
        ByteBuffer body = ByteBuffer.allocate(Math.addExact(header.length, dataBytes))
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(header);
        tensors.forEach(tensor -> tensor.data().accept(body));
        return new BinaryBody(body.array(), header.length);
    }

    private static List<Tensor> tensors(GeneratedRequest request) {
        List<Tensor> tensors = new ArrayList<>();
        for (DenseFeature feature : request.manifest().features().dense()) {
            float[] values = request.dense(feature.name());
            List<Integer> shape = List.of(values.length / feature.width(), feature.width());
            tensors.add(floats(feature.name(), values, values.length, shape));
        }
        for (SparseFeature feature : request.manifest().features().sparse()) {
            Bags bags = request.sparse(feature.name());
            int ids = bags.idCount();
            tensors.add(new Tensor(
                    feature.name() + ".values",
                    "INT64",
                    List.of(ids),
                    Math.multiplyExact(ids, Long.BYTES),
                    body -> Arrays.stream(bags.ids(), 0, ids).forEach(body::putLong)));
            tensors.add(new Tensor(
                    feature.name() + ".lengths",
                    "INT32",
                    List.of(bags.bagCount()),
                    Math.multiplyExact(bags.bagCount(), Integer.BYTES),
                    body -> putLengths(bags, body)));
            float[] weights = bags.weights();
            if (weights != null) {
                tensors.add(floats(feature.name() + ".weights", weights, ids, List.of(ids)));
            }
        }
        return tensors;
    }

    private static Tensor floats(String name, float[] values, int count, List<Integer> shape) {
        return new Tensor(name, "FP32", shape, Math.multiplyExact(count, Float.BYTES), body -> {
            for (int i = 0; i < count; i++) {
                body.putFloat(values[i]);
            }
        });
    }

    private static void putLengths(Bags bags, ByteBuffer body) {
        for (int bag = 0; bag < bags.bagCount(); bag++) {
            body.putInt(bags.length(bag));
        }
    }

    private static void writeHeader(JsonGenerator json, String id, List<Tensor> tensors) {
        json.writeStartObject();
        json.writeStringProperty("id", id);
        json.writeName("parameters");
        json.writeStartObject();
        json.writeBooleanProperty("binary_data_output", true);
        json.writeEndObject();
        json.writeName("inputs");
        json.writeStartArray();
        for (Tensor tensor : tensors) {
            json.writeStartObject();
            json.writeStringProperty("name", tensor.name());
            json.writeStringProperty("datatype", tensor.datatype());
            json.writeName("shape");
            json.writeStartArray();
            tensor.shape().forEach(json::writeNumber);
            json.writeEndArray();
            json.writeName("parameters");
            json.writeStartObject();
            json.writeNumberProperty("binary_data_size", tensor.bytes());
            json.writeEndObject();
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
