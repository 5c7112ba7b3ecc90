package dev.outrank.workbench.demo;

import dev.outrank.bundle.bags.Bags;
import dev.outrank.bundle.manifest.DenseFeature;
import dev.outrank.bundle.manifest.Features;
import dev.outrank.bundle.manifest.Scope;
import dev.outrank.bundle.manifest.SparseFeature;
import java.io.StringWriter;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The rank API's form of requests and answers. */
final class RankJson {

    private static final JsonMapper JSON = JsonMapper.shared();

    private RankJson() {}

    /** Returns the body with one object a candidate. */
    static String body(SampleRequest request) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            json.writeName("context").writeStartObject();
            writeFeatures(json, request, Scope.REQUEST, 0);
            json.writeEndObject();
            json.writeName("candidates").writeStartArray();
            for (int candidate = 0; candidate < request.candidates(); candidate++) {
                json.writeStartObject().writeStringProperty("id", SampleRequest.candidateId(candidate));
                writeFeatures(json, request, Scope.CANDIDATE, candidate);
                json.writeEndObject();
            }
            json.writeEndArray().writeEndObject();
        }
        return text.toString();
    }

    private static void writeFeatures(JsonGenerator json, SampleRequest request, Scope scope, int row) {
        Features features = request.manifest().features();
        for (int index = 0; index < features.dense().size(); index++) {
            DenseFeature feature = features.dense().get(index);
            if (feature.scope() == scope) {
                json.writeName(feature.name()).writeStartArray();
                for (int i = row * feature.width(); i < (row + 1) * feature.width(); i++) {
                    json.writeNumber(request.dense().get(index)[i]);
                }
                json.writeEndArray();
            }
        }
        for (int index = 0; index < features.sparse().size(); index++) {
            SparseFeature feature = features.sparse().get(index);
            if (feature.scope() == scope) {
                json.writeName(feature.name());
                writeBag(json, request.sparse().get(index), row);
            }
        }
    }

    private static void writeBag(JsonGenerator json, Bags bags, int bag) {
        float[] weights = bags.weights();
        if (weights != null) {
            json.writeStartObject().writeName("ids");
        }
        json.writeStartArray();
        for (int i = bags.offsets()[bag]; i < bags.offsets()[bag + 1]; i++) {
            json.writeNumber(bags.ids()[i]);
        }
        json.writeEndArray();
        if (weights != null) {
            json.writeName("weights").writeStartArray();
            for (int i = bags.offsets()[bag]; i < bags.offsets()[bag + 1]; i++) {
                json.writeNumber(weights[i]);
            }
            json.writeEndArray().writeEndObject();
        }
    }

    /** Returns the scores of an answer in the order of the candidates. */
    static double[] scores(String answer) {
        JsonNode ranked = JSON.readTree(answer).required("ranked");
        double[] scores = new double[ranked.size()];
        for (JsonNode entry : ranked) {
            int candidate = SampleRequest.candidateOf(entry.required("id").asString());
            scores[candidate] = entry.required("score").asDouble();
        }
        return scores;
    }
}
