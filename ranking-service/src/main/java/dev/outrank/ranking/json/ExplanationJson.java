package dev.outrank.ranking.json;

import dev.outrank.lookup.ShardTimings;
import dev.outrank.ranking.request.Explanation;
import dev.outrank.ranking.request.ShardUse;
import dev.outrank.ranking.request.Stage;
import dev.outrank.ranking.request.StageTimings;
import tools.jackson.core.JsonGenerator;

/** Writes where a request's time went, as all interfaces do. */
public final class ExplanationJson {

    private static final double MICROS_PER_MILLI = 1_000;
    private static final double NANOS_PER_MICRO = 1_000;

    private ExplanationJson() {}

    /** Writes the member {@code explanation} of an answer. */
    public static void write(JsonGenerator json, Explanation explanation) {
        json.writeObjectPropertyStart("explanation");
        millis(json, "totalMillis", explanation.totalNanos());
        writeStages(json, explanation.stages());
        json.writeArrayPropertyStart("shards");
        explanation.shards().forEach(shard -> writeShard(json, shard));
        json.writeEndArray();
        json.writeStringProperty("slowest", explanation.slowest());
        json.writeEndObject();
    }

    private static void writeStages(JsonGenerator json, StageTimings stages) {
        json.writeObjectPropertyStart("stages");
        for (Stage stage : Stage.values()) {
            if (stages.has(stage)) {
                millis(json, stage.label(), stages.nanos(stage));
            }
        }
        json.writeEndObject();
    }

    private static void writeShard(JsonGenerator json, ShardUse shard) {
        json.writeStartObject();
        json.writeStringProperty("shard", shard.shard());
        json.writeStringProperty("replica", shard.replica());
        millis(json, "millis", shard.outstandingNanos());
        millis(json, "networkMillis", shard.networkNanos());
        ShardTimings own = shard.own();
        millis(json, "queueMillis", own.queueNanos());
        millis(json, "decodeMillis", own.decodeNanos());
        millis(json, "poolMillis", own.poolNanos());
        millis(json, "encodeMillis", own.encodeNanos());
        json.writeNumberProperty("sentBytes", shard.sentBytes());
        json.writeNumberProperty("receivedBytes", shard.receivedBytes());
        json.writeNumberProperty("lookups", shard.lookups());
        json.writeNumberProperty("bags", shard.bags());
        json.writeNumberProperty("ids", shard.ids());
        json.writeNumberProperty("parts", shard.parts());
        json.writeNumberProperty("defaulted", shard.defaultedIds());
        json.writeBooleanProperty("last", shard.last());
        json.writeEndObject();
    }

    /** To the microsecond, as {@code Server-Timing} has it. */
    private static void millis(JsonGenerator json, String name, long nanos) {
        json.writeNumberProperty(name, Math.round(nanos / NANOS_PER_MICRO) / MICROS_PER_MILLI);
    }
}
