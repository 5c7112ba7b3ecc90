package dev.outrank.workbench.checked;

import dev.outrank.bundle.failure.DependencyException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What an answer of the rank API says. Keeps arrays without a copy. */
public final class RankedAnswer {

    /** Decimals to float32 in one step: by way of a double some would round twice. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final String version;
    private final float[] scores;
    private final boolean degraded;
    private final Map<String, Integer> defaultedIds;
    private final List<String> lostShards;

    private RankedAnswer(
            String version,
            float[] scores,
            boolean degraded,
            Map<String, Integer> defaultedIds,
            List<String> lostShards) {
        this.version = version;
        this.scores = scores;
        this.degraded = degraded;
        this.defaultedIds = defaultedIds;
        this.lostShards = lostShards;
    }

    /**
     * Reads a body.
     *
     * @param positions of the candidates by id
     * @throws DependencyException if it is no such answer
     */
    public static RankedAnswer read(byte[] body, Map<String, Integer> positions) {
        try {
            JsonNode json = JSON.readTree(body);
            float[] scores = new float[positions.size()];
            Arrays.fill(scores, Float.NaN);
            for (JsonNode entry : json.required("ranked")) {
                Integer position = positions.get(entry.required("id").asString());
                if (position == null || !Float.isNaN(scores[position])) {
                    throw new DependencyException("ranked.id: " + entry + " (expected: each candidate once)");
                }
                scores[position] = entry.required("score").decimalValue().floatValue();
            }
            return new RankedAnswer(
                    json.path("modelVersion").asString(""),
                    scores,
                    json.required("degraded").asBoolean(),
                    defaulted(json),
                    json.path("lostShards")
                            .valueStream()
                            .map(JsonNode::asString)
                            .toList());
        } catch (JacksonException e) {
            throw new DependencyException(
                    "body: " + e.getOriginalMessage() + " (expected: an answer of the rank API)", e);
        }
    }

    private static Map<String, Integer> defaulted(JsonNode json) {
        Map<String, Integer> defaulted = new TreeMap<>();
        for (JsonNode entry : json.path("defaulted")) {
            defaulted.put(
                    entry.required("table").asString(), entry.required("ids").asInt());
        }
        return defaulted;
    }

    /** Returns the version that answered; empty where the answer does not say. */
    public String version() {
        return version;
    }

    /** Returns the scores in the order of the candidates, NaN where one has none; the array itself. */
    public float[] scores() {
        return scores;
    }

    public boolean degraded() {
        return degraded;
    }

    /** Returns how many ids of each table a default stood in for. */
    public Map<String, Integer> defaultedIds() {
        return defaultedIds;
    }

    /** Returns the shards that the answer says were lost. */
    public List<String> lostShards() {
        return lostShards;
    }
}
