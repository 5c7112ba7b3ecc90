package dev.outrank.ranking.http;

import dev.outrank.bundle.manifest.BundleFile;
import dev.outrank.bundle.manifest.DenseFeature;
import dev.outrank.bundle.manifest.ElementType;
import dev.outrank.bundle.manifest.Features;
import dev.outrank.bundle.manifest.IdPolicy;
import dev.outrank.bundle.manifest.Manifest;
import dev.outrank.bundle.manifest.NetInput;
import dev.outrank.bundle.manifest.NetOutput;
import dev.outrank.bundle.manifest.NetSpec;
import dev.outrank.bundle.manifest.Pooling;
import dev.outrank.bundle.manifest.Scope;
import dev.outrank.bundle.manifest.SparseFeature;
import dev.outrank.bundle.manifest.TableSpec;
import java.util.List;

/** Manifests to decode against. */
public final class TestModels {

    private static final String TABLES = "tables/tables.safetensors";
    private static final String DIGEST = "0".repeat(64);

    private TestModels() {}

    /** The shape of {@code examples/clicks}: a request-scope net that feeds a candidate-scope net. */
    public static Manifest clicks() {
        return new Manifest(
                Manifest.FORMAT_VERSION,
                "clicks",
                "",
                new Features(
                        List.of(
                                new DenseFeature("user_dense", 4, Scope.REQUEST),
                                new DenseFeature("item_dense", 4, Scope.CANDIDATE)),
                        List.of(
                                sparse("user_id", "user", Scope.REQUEST, false),
                                sparse("recent_items", "item", Scope.REQUEST, false),
                                sparse("item_id", "item", Scope.CANDIDATE, false),
                                sparse("category", "category", Scope.CANDIDATE, false),
                                sparse("terms", "term", Scope.CANDIDATE, false))),
                List.of(
                        table("user", 20_000, 32),
                        table("item", 8_000, 32),
                        table("category", 40, 32),
                        table("term", 5_000, 16)),
                List.of(
                        net(
                                "user",
                                Scope.REQUEST,
                                List.of("user_dense", "user_id", "recent_items"),
                                new NetOutput("user_vector", 32)),
                        net(
                                "candidate",
                                Scope.CANDIDATE,
                                List.of("item_dense", "item_id", "category", "terms", "user_vector"),
                                new NetOutput("score", 1))),
                List.of("score"),
                List.of(file(TABLES), file("dense/user.onnx"), file("dense/candidate.onnx")));
    }

    /** A small model with a dense feature of width 1, a weighted sparse one, and two outputs. */
    public static Manifest weighted() {
        return new Manifest(
                Manifest.FORMAT_VERSION,
                "weighted",
                "",
                new Features(
                        List.of(new DenseFeature("price", 1, Scope.CANDIDATE)),
                        List.of(sparse("tags", "tag", Scope.CANDIDATE, true))),
                List.of(table("tag", 100, 8)),
                List.of(new NetSpec(
                        "candidate",
                        Scope.CANDIDATE,
                        "dense/candidate.onnx",
                        List.of(new NetInput("price", List.of("price")), new NetInput("tags", List.of("tags"))),
                        List.of(new NetOutput("score", 1), new NetOutput("heads", 2)))),
                List.of("score", "heads"),
                List.of(file(TABLES), file("dense/candidate.onnx")));
    }

    private static SparseFeature sparse(String name, String table, Scope scope, boolean weighted) {
        return new SparseFeature(name, table, scope, Pooling.SUM, weighted, IdPolicy.FAIL);
    }

    private static TableSpec table(String name, long rows, int dim) {
        return new TableSpec(name, rows, dim, ElementType.FLOAT32, TABLES, name, null);
    }

    private static NetSpec net(String name, Scope scope, List<String> sources, NetOutput output) {
        List<NetInput> inputs = sources.stream()
                .map(source -> new NetInput(source, List.of(source)))
                .toList();
        return new NetSpec(name, scope, "dense/" + name + ".onnx", inputs, List.of(output));
    }

    private static BundleFile file(String path) {
        return new BundleFile(path, 1, DIGEST);
    }
}
