package dev.outrank.workbench.replay;

import dev.outrank.bundle.failure.DependencyException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads scores from answers: those of the model's first output, in the order of the request's candidates. */
final class AnswerReader {

    /** Decimals to float32 in one step: by way of a double some would round twice. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private static final String NO_SCORES = "a body with scores";

    private AnswerReader() {}

    /**
     * Returns what an answer says.
     *
     * @param headerLength of the JSON in front of binary tensors, -1 where there are none
     * @throws DependencyException if it is no answer of the interface
     */
    static ScoredAnswer read(Api api, PreparedRequest request, int headerLength, byte[] body) {
        try {
            int jsonLength = headerLength < 0 ? body.length : headerLength;
            if (jsonLength > body.length) {
                throw refused(Api.HEADER_LENGTH + ": " + jsonLength, "at most " + body.length + ", the body's length");
            }
            JsonNode json = JSON.readTree(body, 0, jsonLength);
            return switch (api) {
                case RANK -> ranked(json, request.candidateIds());
                case INFER, INFER_BINARY -> inferred(json, body, jsonLength);
            };
        } catch (JacksonException e) {
            throw refused("body: " + e.getOriginalMessage(), NO_SCORES);
        }
    }

    private static ScoredAnswer ranked(JsonNode json, List<String> candidateIds) {
        Map<String, Integer> positions = new HashMap<>();
        candidateIds.forEach(id -> positions.put(id, positions.size()));
        float[] scores = new float[json.required("ranked").size()];
        Arrays.fill(scores, Float.NaN);
        for (JsonNode entry : json.required("ranked")) {
            String id = entry.required("id").asString();
            Integer position = positions.get(id);
            if (position == null || position >= scores.length) {
                throw refused("ranked.id: '" + id + "'", "one of the request's " + candidateIds.size() + " candidates");
            }
            scores[position] = number(entry.required("score"));
        }
        return new ScoredAnswer(scores, json.path("degraded").asBoolean(false));
    }

    private static ScoredAnswer inferred(JsonNode json, byte[] body, int jsonLength) {
        JsonNode output = json.required("outputs").required(0);
        JsonNode shape = output.required("shape");
        int rows = shape.required(0).asInt();
        int width = shape.size() < 2 ? 1 : shape.required(1).asInt();
        float[] scores = new float[Math.max(0, rows)];
        if (output.has("data")) {
            JsonNode data = output.required("data");
            for (int row = 0; row < scores.length; row++) {
                JsonNode value = data.size() == scores.length ? data.required(row) : data.required(row * width);
                scores[row] = number(value.isArray() ? value.required(0) : value);
            }
        } else {
            ByteBuffer data = ByteBuffer.wrap(body).order(ByteOrder.LITTLE_ENDIAN);
            for (int row = 0; row < scores.length; row++) {
                scores[row] = data.getFloat(requireInside(body, jsonLength + (long) row * width * Float.BYTES));
            }
        }
        return new ScoredAnswer(scores, json.path("parameters").path("degraded").asBoolean(false));
    }

    private static int requireInside(byte[] body, long position) {
        if (position + Float.BYTES > body.length) {
            throw refused(
                    "body: " + body.length + " bytes", "at least " + (position + Float.BYTES) + ", as its header says");
        }
        return (int) position;
    }

    private static float number(JsonNode node) {
        if (!node.isNumber()) {
            throw refused("score: " + node, "a number");
        }
        return node.decimalValue().floatValue();
    }

    private static DependencyException refused(String found, String expected) {
        return new DependencyException(found + " (expected: " + expected + ")");
    }
}
