package dev.outrank.workbench.demo;

import dev.outrank.bundle.bags.Bags;
import dev.outrank.bundle.failure.CallerException;
import dev.outrank.bundle.manifest.Features;
import dev.outrank.bundle.manifest.Manifest;
import dev.outrank.bundle.manifest.Scope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads {@code golden.ndjson}: requests with the scores that the training framework gave, and the clicks that followed. */
final class GoldenRequests {

    private final Manifest manifest;

    private GoldenRequests(Manifest manifest) {
        this.manifest = manifest;
    }

    static List<GoldenLine> read(Manifest manifest, Path file) {
        GoldenRequests reader = new GoldenRequests(manifest);
        try {
            return Files.readAllLines(file).stream().map(reader::parse).toList();
        } catch (IOException | JacksonException e) {
            throw new CallerException(
                    file + ": " + e.getMessage()
                            + " (expected: lines of JSON with context, candidates, scores, clicks)",
                    e);
        }
    }

    private GoldenLine parse(String line) {
        JsonNode node = JsonMapper.shared().readTree(line);
        List<JsonNode> context = List.of(node.required("context"));
        List<JsonNode> candidates = List.copyOf(node.required("candidates").values());
        Features features = manifest.features();
        SampleRequest request = new SampleRequest(
                manifest,
                candidates.size(),
                features.dense().stream()
                        .map(feature -> numbers(rows(feature.scope(), context, candidates), feature.name()))
                        .toList(),
                features.sparse().stream()
                        .map(feature -> bags(rows(feature.scope(), context, candidates), feature.name()))
                        .toList());
        List<JsonNode> clicks = List.copyOf(node.required("clicks").values());
        boolean[] clicked = new boolean[clicks.size()];
        IntStream.range(0, clicked.length)
                .forEach(i -> clicked[i] = clicks.get(i).asInt() == 1);
        double[] scores = node.required("scores")
                .valueStream()
                .mapToDouble(JsonNode::asDouble)
                .toArray();
        return new GoldenLine(request, scores, clicked);
    }

    private static List<JsonNode> rows(Scope scope, List<JsonNode> context, List<JsonNode> candidates) {
        return switch (scope) {
            case REQUEST -> context;
            case CANDIDATE -> candidates;
        };
    }

    private static float[] numbers(List<JsonNode> rows, String feature) {
        List<Float> all = rows.stream()
                .flatMap(row -> row.required(feature).valueStream())
                .map(JsonNode::floatValue)
                .toList();
        float[] numbers = new float[all.size()];
        IntStream.range(0, numbers.length).forEach(i -> numbers[i] = all.get(i));
        return numbers;
    }

    private static Bags bags(List<JsonNode> rows, String feature) {
        int[] lengths =
                rows.stream().mapToInt(row -> row.required(feature).size()).toArray();
        long[] ids = rows.stream()
                .flatMap(row -> row.required(feature).valueStream())
                .mapToLong(JsonNode::asLong)
                .toArray();
        return Bags.ofLengths(lengths, ids, null);
    }
}
