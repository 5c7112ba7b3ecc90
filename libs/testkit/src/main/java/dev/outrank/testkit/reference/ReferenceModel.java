package dev.outrank.testkit.reference;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A bundle, evaluated in double precision without any code of the platform. Thread-safe. */
public final class ReferenceModel {

    private final JsonNode manifest;
    private final Map<String, ReferencePooling> poolings = new HashMap<>();
    private final Map<String, OnnxGraph> graphs = new HashMap<>();

    private ReferenceModel(Path bundle, JsonNode manifest, JsonMapper json) {
        this.manifest = manifest;
        for (JsonNode feature : manifest.required("features").required("sparse")) {
            JsonNode table = named(manifest.required("tables"), text(feature, "table"));
            poolings.put(text(feature, "name"), new ReferencePooling(bundle, feature, table, json));
        }
        for (JsonNode net : manifest.required("nets")) {
            graphs.put(text(net, "name"), OnnxGraph.open(bundle.resolve(text(net, "file"))));
        }
    }

    /** Opens a bundle; reads the nets, leaves the tables on disk. */
    public static ReferenceModel open(Path bundleDir) {
        JsonMapper json = JsonMapper.shared();
        JsonNode manifest = json.readTree(bundleDir.resolve("model.json").toFile());
        return new ReferenceModel(bundleDir, manifest, json);
    }

    /** Returns the first output of the model for each candidate: {@code [candidates]}. */
    public double[] score(ReferenceRequest request) {
        String output = manifest.required("outputs").required(0).asString();
        return require(sources(request), output).values();
    }

    /** Returns every feature and net output by name, {@code [1 or candidates, width]} each. */
    private Map<String, DoubleTensor> sources(ReferenceRequest request) {
        Map<String, DoubleTensor> sources = new HashMap<>();
        for (JsonNode feature : manifest.required("features").required("dense")) {
            String name = text(feature, "name");
            int width = feature.required("width").asInt();
            sources.put(name, request.dense(name, rows(feature, request), width));
        }
        for (JsonNode feature : manifest.required("features").required("sparse")) {
            String name = text(feature, "name");
            List<ReferenceBag> bags = request.bags(name, rows(feature, request));
            sources.put(name, require(poolings, name).pool(bags));
        }
        List<JsonNode> pending = new ArrayList<>(manifest.required("nets").values());
        while (!pending.isEmpty()) {
            JsonNode next = pending.stream()
                    .filter(net -> isFed(net, sources))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(
                            "nets: some input is fed by nobody (expected: features or outputs of other nets)"));
            pending.remove(next);
            evaluate(next, sources);
        }
        return sources;
    }

    private static boolean isFed(JsonNode net, Map<String, DoubleTensor> sources) {
        return net.required("inputs")
                .valueStream()
                .flatMap(input -> input.required("sources").valueStream())
                .allMatch(source -> sources.containsKey(source.asString()));
    }

    private void evaluate(JsonNode net, Map<String, DoubleTensor> sources) {
        Map<String, DoubleTensor> inputs = new HashMap<>();
        for (JsonNode input : net.required("inputs")) {
            List<DoubleTensor> parts = input.required("sources")
                    .valueStream()
                    .map(source -> require(sources, source.asString()))
                    .toList();
            inputs.put(text(input, "tensor"), sideBySide(parts));
        }
        Map<String, DoubleTensor> computed = require(graphs, text(net, "name")).evaluate(inputs);
        for (JsonNode output : net.required("outputs")) {
            sources.put(text(output, "name"), require(computed, text(output, "name")));
        }
    }

    private static DoubleTensor sideBySide(List<DoubleTensor> parts) {
        int rows = parts.getFirst().extent(0);
        int width = parts.stream().mapToInt(part -> part.extent(1)).sum();
        double[] out = new double[rows * width];
        int column = 0;
        for (DoubleTensor part : parts) {
            int own = part.extent(1);
            for (int row = 0; row < rows; row++) {
                System.arraycopy(part.values(), row * own, out, row * width + column, own);
            }
            column += own;
        }
        return DoubleTensor.matrix(rows, width, out);
    }

    private static int rows(JsonNode feature, ReferenceRequest request) {
        return text(feature, "scope").equals("request") ? 1 : request.candidates();
    }

    private static JsonNode named(JsonNode list, String name) {
        return list.valueStream()
                .filter(entry -> text(entry, "name").equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + name + "' (expected: a name in the manifest)"));
    }

    private static String text(JsonNode node, String field) {
        return node.required(field).asString();
    }

    private static <V> V require(Map<String, V> values, String name) {
        V value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("'" + name + "' (expected: one of "
                    + Arrays.toString(values.keySet().toArray()) + ")");
        }
        return value;
    }
}
