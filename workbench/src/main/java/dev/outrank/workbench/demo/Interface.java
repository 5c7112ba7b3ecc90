package dev.outrank.workbench.demo;

import dev.outrank.bundle.failure.DependencyException;
import dev.outrank.workbench.requests.GeneratedRequest;
import dev.outrank.workbench.requests.OipJson;
import dev.outrank.workbench.requests.RankJson;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The two HTTP interfaces for scores. */
enum Interface {
    /** {@code POST /v1/models/{model}:rank}. */
    RANK,
    /** {@code POST /v2/models/{model}/infer}. */
    INFER;

    String path(String model) {
        return switch (this) {
            case RANK -> "/v1/models/" + model + ":rank";
            case INFER -> "/v2/models/" + model + "/infer";
        };
    }

    byte[] body(GeneratedRequest request) {
        return switch (this) {
            case RANK -> RankJson.rows(request);
            case INFER -> OipJson.write(request, "demo");
        };
    }

    /** Returns the scores of an answer in the order of the request's candidates. */
    double[] scores(String answer, List<String> candidateIds) {
        JsonNode json = JsonMapper.shared().readTree(answer);
        return switch (this) {
            case RANK -> rankedScores(json.required("ranked"), candidateIds);
            case INFER -> flatScores(json.required("outputs").required(0).required("data"));
        };
    }

    /** An id that the answer lacks gives NaN, which equals no score. */
    private static double[] rankedScores(JsonNode ranked, List<String> candidateIds) {
        Map<String, Integer> positions = new HashMap<>();
        candidateIds.forEach(id -> positions.put(id, positions.size()));
        double[] scores = new double[candidateIds.size()];
        Arrays.fill(scores, Double.NaN);
        for (JsonNode entry : ranked) {
            Integer position = positions.get(entry.required("id").asString());
            if (position == null) {
                throw new DependencyException(
                        "ranked.id: " + entry.required("id") + " (expected: one of " + candidateIds + ")");
            }
            scores[position] = entry.required("score").asDouble();
        }
        return scores;
    }

    private static double[] flatScores(JsonNode data) {
        double[] scores = new double[data.size()];
        for (int i = 0; i < scores.length; i++) {
            JsonNode value = data.required(i);
            scores[i] = value.isArray() ? value.required(0).asDouble() : value.asDouble();
        }
        return scores;
    }
}
