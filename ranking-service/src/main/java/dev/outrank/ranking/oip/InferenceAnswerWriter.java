package dev.outrank.ranking.oip;

import dev.outrank.bundle.failure.InternalException;
import dev.outrank.ranking.json.JsonScores;
import dev.outrank.ranking.request.DefaultedTable;
import dev.outrank.ranking.request.RankingAnswer;
import dev.outrank.ranking.request.ScoreTensor;
import tools.jackson.core.JsonGenerator;

/** Writes the answer of {@code infer}. */
final class InferenceAnswerWriter {

    private InferenceAnswerWriter() {}

    static void write(InferenceRequest request, RankingAnswer answer, JsonGenerator json) {
        json.writeStartObject();
        json.writeStringProperty("model_name", answer.model());
        json.writeStringProperty("model_version", answer.version());
        if (request.id() != null) {
            json.writeStringProperty("id", request.id());
        }
        writeParameters(answer, json);
        json.writeArrayPropertyStart("outputs");
        request.outputs().forEach(name -> writeOutput(named(answer, name), json));
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void writeParameters(RankingAnswer answer, JsonGenerator json) {
        json.writeObjectPropertyStart("parameters");
        json.writeBooleanProperty("degraded", answer.degraded());
        for (DefaultedTable defaulted : answer.defaulted()) {
            json.writeNumberProperty("defaulted." + defaulted.table(), defaulted.ids());
        }
        json.writeEndObject();
    }

    private static void writeOutput(ScoreTensor output, JsonGenerator json) {
        json.writeStartObject();
        json.writeStringProperty("name", output.name());
        json.writeArrayPropertyStart("shape");
        json.writeNumber(output.rows());
        json.writeNumber(output.width());
        json.writeEndArray();
        json.writeStringProperty("datatype", "FP32");
        json.writeArrayPropertyStart("data");
        JsonScores.writeValues(json, output);
        json.writeEndArray();
        json.writeEndObject();
    }

    private static ScoreTensor named(RankingAnswer answer, String name) {
        return answer.outputs().stream()
                .filter(output -> output.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new InternalException(
                        "outputs: no '" + name + "' in the answer (expected: every output of the manifest)"));
    }
}
