package dev.outrank.workbench.demo;

import dev.outrank.bundle.bags.Bags;
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
import dev.outrank.workbench.requests.GeneratedRequest;
import java.util.List;
import java.util.Map;

/** A manifest with one feature of each kind, and a request of it. */
final class TinyModel {

    private TinyModel() {}

    static Manifest manifest() {
        SparseFeature history = new SparseFeature("history", "t", Scope.REQUEST, Pooling.SUM, false, IdPolicy.FAIL);
        SparseFeature tags = new SparseFeature("tags", "t", Scope.CANDIDATE, Pooling.MEAN, false, IdPolicy.FAIL);
        NetInput input = new NetInput("x", List.of("price", "tags"));
        NetInput context = new NetInput("u", List.of("history"));
        return new Manifest(
                Manifest.FORMAT_VERSION,
                "tiny",
                "",
                new Features(List.of(new DenseFeature("price", 2, Scope.CANDIDATE)), List.of(history, tags)),
                List.of(new TableSpec("t", 10, 4, ElementType.FLOAT32, "t.safetensors", "t", null)),
                List.of(new NetSpec(
                        "net",
                        Scope.CANDIDATE,
                        "net.onnx",
                        List.of(input, context),
                        List.of(new NetOutput("score", 1)))),
                List.of("score"),
                List.of(file("t.safetensors"), file("net.onnx")));
    }

    private static BundleFile file(String path) {
        return new BundleFile(path, 1, "0".repeat(64));
    }

    /** Three candidates; the second has no tags. */
    static GeneratedRequest request() {
        return new GeneratedRequest(
                manifest(),
                List.of("a", "b", "c"),
                Map.of("price", new float[] {.1f, .2f, .3f, .4f, .5f, .6f}),
                Map.of(
                        "history", Bags.ofLengths(new int[] {2}, new long[] {7, 8}, null),
                        "tags", Bags.ofLengths(new int[] {1, 0, 2}, new long[] {1, 2, 3}, null)));
    }
}
