package dev.outrank.workbench.demo;

import dev.outrank.bundle.bags.Bags;
import dev.outrank.bundle.manifest.DenseFeature;
import dev.outrank.bundle.manifest.Features;
import dev.outrank.bundle.manifest.SparseFeature;
import java.io.StringWriter;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The Open Inference Protocol's form of requests and answers: flat tensors. */
final class InferJson {

    private static final JsonMapper JSON = JsonMapper.shared();

    private InferJson() {}

    static String body(SampleRequest request) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject().writeName("inputs").writeStartArray();
            Features features = request.manifest().features();
            for (int index = 0; index < features.dense().size(); index++) {
                DenseFeature feature = features.dense().get(index);
                float[] values = request.dense().get(index);
                begin(json, feature.name(), "FP32", values.length / feature.width(), feature.width());
                writeNumbers(json, values, values.length);
            }
            for (int index = 0; index < features.sparse().size(); index++) {
                writeSparse(json, features.sparse().get(index), request.sparse().get(index));
            }
            json.writeEndArray().writeEndObject();
        }
        return text.toString();
    }

    private static void writeSparse(JsonGenerator json, SparseFeature feature, Bags bags) {
        begin(json, feature.name() + ".values", "INT64", bags.idCount());
        for (int i = 0; i < bags.idCount(); i++) {
            json.writeNumber(bags.ids()[i]);
        }
        end(json);
        begin(json, feature.name() + ".lengths", "INT32", bags.bagCount());
        for (int bag = 0; bag < bags.bagCount(); bag++) {
            json.writeNumber(bags.length(bag));
        }
        end(json);
        float[] weights = bags.weights();
        if (weights != null) {
            begin(json, feature.name() + ".weights", "FP32", bags.idCount());
            writeNumbers(json, weights, bags.idCount());
        }
    }

    private static void begin(JsonGenerator json, String name, String datatype, int... shape) {
        json.writeStartObject().writeStringProperty("name", name).writeStringProperty("datatype", datatype);
        json.writeName("shape").writeStartArray();
        for (int extent : shape) {
            json.writeNumber(extent);
        }
        json.writeEndArray().writeName("data").writeStartArray();
    }

    private static void writeNumbers(JsonGenerator json, float[] values, int count) {
        for (int i = 0; i < count; i++) {
            json.writeNumber(values[i]);
        }
        end(json);
    }

    private static void end(JsonGenerator json) {
        json.writeEndArray().writeEndObject();
    }

    /** Returns the scores of an answer, which are its first output. */
    static double[] scores(String answer) {
        JsonNode data = JSON.readTree(answer).required("outputs").required(0).required("data");
        double[] scores = new double[data.size()];
        for (int i = 0; i < scores.length; i++) {
            JsonNode value = data.required(i);
            scores[i] = value.isArray() ? value.required(0).asDouble() : value.asDouble();
        }
        return scores;
    }
}
