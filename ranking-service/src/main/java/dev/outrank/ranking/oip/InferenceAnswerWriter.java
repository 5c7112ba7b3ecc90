package dev.outrank.ranking.oip;

import dev.outrank.bundle.failure.InternalException;
import dev.outrank.ranking.http.AnswerBody;
import dev.outrank.ranking.json.ExplanationJson;
import dev.outrank.ranking.json.JsonScores;
import dev.outrank.ranking.request.DefaultedTable;
import dev.outrank.ranking.request.Explanation;
import dev.outrank.ranking.request.RankingAnswer;
import dev.outrank.ranking.request.ScoreTensor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import tools.jackson.core.JsonGenerator;

/** Writes the answer of {@code infer}. */
final class InferenceAnswerWriter {

    private InferenceAnswerWriter() {}

    static void write(
            InferenceRequest request,
            RankingAnswer answer,
            Supplier<@Nullable Explanation> explanation,
            AnswerBody body) {
        if (answer.degraded()) {
            body.header(HttpHeaders.CACHE_CONTROL, "no-store");
        }
        body.json(json -> writeJson(request, answer, explanation, json));
        if (request.binary().isEmpty()) {
            return;
        }
        body.contentType(MediaType.APPLICATION_OCTET_STREAM);
        body.header(BinaryHeader.NAME, Integer.toString(body.size()));
        for (String name : request.outputs()) {
            if (request.binary().contains(name)) {
                body.floats(finite(named(answer, name)));
            }
        }
    }

    private static float[] finite(ScoreTensor output) {
        float[] values = output.values();
        for (int i = 0; i < values.length; i++) {
            JsonScores.requireFinite(output.name(), i, values[i]);
        }
        return values;
    }

    private static void writeJson(
            InferenceRequest request,
            RankingAnswer answer,
            Supplier<@Nullable Explanation> explanation,
            JsonGenerator json) {
        json.writeStartObject();
        json.writeStringProperty("model_name", answer.model());
        json.writeStringProperty("model_version", answer.version());
        if (request.id() != null) {
            json.writeStringProperty("id", request.id());
        }
        writeParameters(answer, json);
        json.writeArrayPropertyStart("outputs");
        for (String name : request.outputs()) {
            writeOutput(named(answer, name), request.binary().contains(name), json);
        }
        json.writeEndArray();
        Explanation explained = explanation.get();
        if (explained != null) {
            ExplanationJson.write(json, explained);
        }
        json.writeEndObject();
    }

    private static void writeParameters(RankingAnswer answer, JsonGenerator json) {
        json.writeObjectPropertyStart("parameters");
        json.writeBooleanProperty("degraded", answer.degraded());
        for (DefaultedTable defaulted : answer.defaulted()) {
            json.writeNumberProperty("defaulted." + defaulted.table(), defaulted.ids());
        }
        if (!answer.lostShards().isEmpty()) {
            // Parameters are strings, numbers and booleans.
            json.writeStringProperty("lost_shards", String.join(",", answer.lostShards()));
        }
        json.writeEndObject();
    }

    private static void writeOutput(ScoreTensor output, boolean binary, JsonGenerator json) {
        json.writeStartObject();
        json.writeStringProperty("name", output.name());
        json.writeArrayPropertyStart("shape");
        json.writeNumber(output.rows());
        json.writeNumber(output.width());
        json.writeEndArray();
        json.writeStringProperty("datatype", "FP32");
        if (binary) {
            json.writeObjectPropertyStart("parameters");
            json.writeNumberProperty(TensorReader.BINARY_SIZE, (long) Float.BYTES * output.values().length);
            json.writeEndObject();
        } else {
            json.writeArrayPropertyStart("data");
            JsonScores.writeValues(json, output);
            json.writeEndArray();
        }
        json.writeEndObject();
    }

    private static ScoreTensor named(RankingAnswer answer, String name) {
        for (ScoreTensor output : answer.outputs()) {
            if (output.name().equals(name)) {
                return output;
            }
        }
        throw new InternalException(
                "outputs: no '" + name + "' in the answer (expected: every output of the manifest)");
    }
}
