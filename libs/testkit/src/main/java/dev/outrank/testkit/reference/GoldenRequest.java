package dev.outrank.testkit.reference;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One line of a {@code golden.ndjson}: a request, the scores that the training framework gave it, and the clicks that followed.
 *
 * @param context the request-scope features, a JSON object
 * @param candidates the candidates, JSON objects with an {@code id}
 * @param scores beside the candidates
 * @param clicks beside the candidates
 */
public record GoldenRequest(JsonNode context, List<JsonNode> candidates, List<Double> scores, List<Boolean> clicks) {

    public GoldenRequest {
        candidates = List.copyOf(candidates);
        scores = List.copyOf(scores);
        clicks = List.copyOf(clicks);
    }

    /** Reads all lines. */
    public static List<GoldenRequest> readAll(Path ndjson) {
        try {
            return Files.readAllLines(ndjson).stream()
                    .filter(line -> !line.isBlank())
                    .map(GoldenRequest::parse)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static GoldenRequest parse(String line) {
        JsonNode node = JsonMapper.shared().readTree(line);
        return new GoldenRequest(
                node.required("context"),
                List.copyOf(node.required("candidates").values()),
                node.required("scores").valueStream().map(JsonNode::asDouble).toList(),
                node.required("clicks")
                        .valueStream()
                        .map(click -> click.asInt() == 1)
                        .toList());
    }

    /** Returns the request in the reference's form: feature arrays of the context and of the candidates by name. */
    public ReferenceRequest request(Path bundleDir) {
        JsonNode features = JsonMapper.shared()
                .readTree(bundleDir.resolve("model.json").toFile())
                .required("features");
        var builder = ReferenceRequest.builder(candidates.size());
        for (JsonNode feature : features.required("dense")) {
            String name = feature.required("name").asString();
            builder.dense(name, concatenated(rows(feature), name));
        }
        for (JsonNode feature : features.required("sparse")) {
            String name = feature.required("name").asString();
            builder.sparse(
                    name,
                    rows(feature).stream()
                            .map(row -> ReferenceBag.of(row.required(name)
                                    .valueStream()
                                    .mapToLong(JsonNode::asLong)
                                    .toArray()))
                            .toList());
        }
        return builder.build();
    }

    private List<JsonNode> rows(JsonNode feature) {
        return feature.required("scope").asString().equals("request") ? List.of(context) : candidates;
    }

    private static float[] concatenated(List<JsonNode> rows, String name) {
        List<Float> values = rows.stream()
                .flatMap(row -> row.required(name).valueStream())
                .map(JsonNode::floatValue)
                .toList();
        float[] out = new float[values.size()];
        IntStream.range(0, out.length).forEach(i -> out[i] = values.get(i));
        return out;
    }
}
