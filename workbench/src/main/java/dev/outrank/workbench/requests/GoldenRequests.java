package dev.outrank.workbench.requests;

import dev.outrank.bundle.bags.Bags;
import dev.outrank.bundle.failure.CallerException;
import dev.outrank.bundle.manifest.DenseFeature;
import dev.outrank.bundle.manifest.Manifest;
import dev.outrank.bundle.manifest.Scope;
import dev.outrank.bundle.manifest.SparseFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads {@code golden.ndjson}: requests with the scores that the training framework gave, and the clicks that followed. */
public final class GoldenRequests {

    private final Manifest manifest;

    private GoldenRequests(Manifest manifest) {
        this.manifest = manifest;
    }

    /**
     * Returns the lines of a file.
     *
     * @throws CallerException if the file is not readable, or a line lacks a feature of the model, the scores or the clicks
     */
    public static List<GoldenLine> read(Manifest manifest, Path file) {
        GoldenRequests reader = new GoldenRequests(manifest);
        try {
            return Files.readAllLines(file).stream().map(reader::parse).toList();
        } catch (IOException | JacksonException e) {
            throw new CallerException(
                    file + ": " + e.getMessage()
                            + " (expected: lines of JSON with context, candidates, scores and clicks)",
                    e);
        }
    }

    private GoldenLine parse(String line) {
        JsonNode node = JsonMapper.shared().readTree(line);
        List<JsonNode> context = List.of(node.required("context"));
        List<JsonNode> candidates = List.copyOf(node.required("candidates").values());
        Map<String, float[]> dense = manifest.features().dense().stream()
                .collect(Collectors.toMap(
                        DenseFeature::name,
                        feature -> numbers(rows(feature.scope(), context, candidates), feature.name())));
        Map<String, Bags> sparse = manifest.features().sparse().stream()
                .collect(Collectors.toMap(
                        SparseFeature::name,
                        feature -> bags(rows(feature.scope(), context, candidates), feature.name())));
        List<String> ids = candidates.stream()
                .map(candidate -> candidate.required("id").asString())
                .toList();
        return new GoldenLine(
                new GeneratedRequest(manifest, ids, dense, sparse),
                node.required("scores")
                        .valueStream()
                        .mapToDouble(JsonNode::asDouble)
                        .toArray(),
                flags(List.copyOf(node.required("clicks").values())));
    }

    private static List<JsonNode> rows(Scope scope, List<JsonNode> context, List<JsonNode> candidates) {
        return switch (scope) {
            case REQUEST -> context;
            case CANDIDATE -> candidates;
        };
    }

    private static boolean[] flags(List<JsonNode> numbers) {
        boolean[] flags = new boolean[numbers.size()];
        IntStream.range(0, flags.length).forEach(i -> flags[i] = numbers.get(i).asInt() == 1);
        return flags;
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
