package dev.outrank.ranking.rank;

import dev.outrank.ranking.json.ExplanationJson;
import dev.outrank.ranking.json.JsonScores;
import dev.outrank.ranking.request.DefaultedTable;
import dev.outrank.ranking.request.Explanation;
import dev.outrank.ranking.request.RankingAnswer;
import dev.outrank.ranking.request.ScoreTensor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** Writes the answer of the rank API: the candidates by the model's first output, best first. */
final class RankAnswerWriter {

    private RankAnswerWriter() {}

    static void write(
            RankRequest request,
            RankingAnswer answer,
            Supplier<@Nullable Explanation> explanation,
            JsonGenerator json) {
        json.writeStartObject();
        json.writeStringProperty("model", answer.model());
        json.writeStringProperty("modelVersion", answer.version());
        json.writeBooleanProperty("degraded", answer.degraded());
        writeRanked(request, answer.outputs().getFirst(), json);
        if (answer.degraded()) {
            writeDefaulted(answer, json);
        }
        if (!answer.lostShards().isEmpty()) {
            json.writeArrayPropertyStart("lostShards");
            answer.lostShards().forEach(json::writeString);
            json.writeEndArray();
        }
        Explanation explained = explanation.get();
        if (explained != null) {
            ExplanationJson.write(json, explained);
        }
        json.writeEndObject();
    }

    private static void writeRanked(RankRequest request, ScoreTensor scores, JsonGenerator json) {
        float[] values = scores.values();
        for (int i = 0; i < values.length; i++) {
            JsonScores.requireFinite(scores.name(), i, values[i]);
        }
        json.writeArrayPropertyStart("ranked");
        for (int position : TopScores.positions(values, request.topK())) {
            json.writeStartObject();
            json.writeStringProperty("id", request.ids().at(position));
            json.writeNumberProperty("score", values[position]);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void writeDefaulted(RankingAnswer answer, JsonGenerator json) {
        json.writeArrayPropertyStart("defaulted");
        for (DefaultedTable defaulted : answer.defaulted()) {
            json.writeStartObject();
            json.writeStringProperty("table", defaulted.table());
            json.writeNumberProperty("ids", defaulted.ids());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
