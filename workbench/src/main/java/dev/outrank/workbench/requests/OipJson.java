package dev.outrank.workbench.requests;

import dev.outrank.bundle.bags.Bags;
import dev.outrank.bundle.manifest.DenseFeature;
import dev.outrank.bundle.manifest.SparseFeature;
import tools.jackson.core.JsonGenerator;

/**
 * Writes requests as bodies of the Open Inference Protocol v2, {@code POST /v2/models/{model}/infer}.
 *
 * <p>A dense feature is one tensor FP32 {@code [batch, width]}; a sparse feature {@code f} is {@code f.values} INT64 {@code [n]},
 * {@code f.lengths} INT32 {@code [batch]} and, if weighted, {@code f.weights} FP32 {@code [n]}. Features of request scope have batch 1.
 */
public final class OipJson {

    private final GeneratedRequest request;
    private final JsonGenerator json;

    private OipJson(GeneratedRequest request, JsonGenerator json) {
        this.request = request;
        this.json = json;
    }

    /** Returns a body with this id. */
    public static byte[] write(GeneratedRequest request, String id) {
        return JsonBytes.write(json -> new OipJson(request, json).writeBody(id));
    }

    private void writeBody(String id) {
        json.writeStartObject();
        json.writeStringProperty("id", id);
        json.writeName("inputs");
        json.writeStartArray();
        for (DenseFeature feature : request.manifest().features().dense()) {
            float[] values = request.dense(feature.name());
            tensor(
                    feature.name(),
                    "FP32",
                    () -> JsonBytes.numbers(json, values, 0, values.length),
                    values.length / feature.width(),
                    feature.width());
        }
        for (SparseFeature feature : request.manifest().features().sparse()) {
            writeBags(feature.name(), request.sparse(feature.name()));
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void writeBags(String name, Bags bags) {
        int count = bags.idCount();
        tensor(name + ".values", "INT64", () -> JsonBytes.ids(json, bags, 0, count), count);
        tensor(name + ".lengths", "INT32", () -> JsonBytes.lengths(json, bags), bags.bagCount());
        float[] weights = bags.weights();
        if (weights != null) {
            tensor(name + ".weights", "FP32", () -> JsonBytes.numbers(json, weights, 0, count), count);
        }
    }

    private void tensor(String name, String datatype, Runnable data, int... shape) {
        json.writeStartObject();
        json.writeStringProperty("name", name);
        json.writeStringProperty("datatype", datatype);
        json.writeName("shape");
        json.writeArray(shape, 0, shape.length);
        json.writeName("data");
        data.run();
        json.writeEndObject();
    }
}
