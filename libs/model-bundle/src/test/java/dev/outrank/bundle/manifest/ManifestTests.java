package dev.outrank.bundle.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.outrank.bundle.failure.BundleException;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ManifestTests {

    private static final TableSpec ITEM =
            new TableSpec("item", 10, 2, ElementType.FLOAT32, "t.safetensors", "item", null);
    private static final DenseFeature DENSE = new DenseFeature("d", 3, Scope.REQUEST);
    private static final SparseFeature IDS =
            new SparseFeature("ids", "item", Scope.CANDIDATE, Pooling.SUM, false, IdPolicy.FAIL);
    private static final NetSpec USER = net("user", Scope.REQUEST, "u", "d");
    private static final NetSpec TOP = new NetSpec(
            "top",
            Scope.CANDIDATE,
            "top.onnx",
            List.of(new NetInput("a", List.of("ids")), new NetInput("b", List.of("u"))),
            List.of(new NetOutput("score", 1)));

    private static NetSpec net(String name, Scope scope, String output, String... sources) {
        return new NetSpec(
                name,
                scope,
                name + ".onnx",
                List.of(new NetInput("x", List.of(sources))),
                List.of(new NetOutput(output, 1)));
    }

    private static Manifest manifest(List<TableSpec> tables, List<NetSpec> nets, List<String> outputs) {
        return manifest(new Features(List.of(DENSE), List.of(IDS)), tables, nets, outputs);
    }

    private static Manifest manifest(
            Features features, List<TableSpec> tables, List<NetSpec> nets, List<String> outputs) {
        String sha256 = "0".repeat(64);
        List<BundleFile> files = List.of("t.safetensors", "user.onnx", "top.onnx", "more.onnx").stream()
                .map(path -> new BundleFile(path, 1, sha256))
                .toList();
        return new Manifest(1, "m", "", features, tables, nets, outputs, files);
    }

    private static void assertRefused(String message, List<TableSpec> tables, NetSpec... nets) {
        assertThatExceptionOfType(BundleException.class)
                .isThrownBy(() -> manifest(tables, List.of(nets), List.of("score")))
                .withMessageContaining(message)
                .withMessageContaining("(expected: ");
    }

    @Test
    void ordersNetsByWhatFeedsThem() {
        Manifest manifest = manifest(List.of(ITEM), List.of(TOP, USER), List.of("score"));

        assertThat(manifest.netsInOrder()).containsExactly(USER, TOP);
        assertThat(manifest.sources()).containsOnlyKeys("d", "ids", "u", "score");
        assertThat(manifest.sources())
                .extractingByKey("ids")
                .extracting(Source::width)
                .isEqualTo(2);
        assertThat(manifest.table("item")).isEqualTo(ITEM);
    }

    @Test
    void refusesDuplicateNames() {
        assertRefused("tables: 'item' occurs twice", List.of(ITEM, ITEM), USER, TOP);
        assertRefused("nets: 'user' occurs twice", List.of(ITEM), USER, USER, TOP);
        assertRefused(
                "'ids' names two features or net outputs",
                List.of(ITEM),
                USER,
                TOP,
                net("more", Scope.REQUEST, "ids", "d"));
    }

    @Test
    void refusesAnInputThatNobodyFeeds() {
        assertRefused(
                "nets['more'].inputs['x']: nobody feeds 'ghost'",
                List.of(ITEM),
                USER,
                TOP,
                net("more", Scope.REQUEST, "m", "ghost"));
    }

    @Test
    void refusesWhatNobodyReads() {
        assertRefused(
                "'m': no net reads it and it is no output",
                List.of(ITEM),
                USER,
                TOP,
                net("more", Scope.REQUEST, "m", "d"));
        TableSpec idle = new TableSpec("idle", 10, 2, ElementType.FLOAT32, "t.safetensors", "idle", null);
        assertRefused("tables['idle']: no feature reads it", List.of(ITEM, idle), USER, TOP);
    }

    @Test
    void refusesCandidateScopeInARequestNet() {
        assertRefused("'ids' has candidate scope", List.of(ITEM), net("user", Scope.REQUEST, "u", "ids"), TOP);
    }

    @Test
    void refusesTwoScopesInOneTensor() {
        assertRefused(
                "'ids' has another scope than 'd'",
                List.of(ITEM),
                USER,
                TOP,
                net("more", Scope.CANDIDATE, "m", "d", "ids"));
    }

    @Test
    void refusesNetsThatFeedOneAnother() {
        NetSpec circle = net("more", Scope.CANDIDATE, "m", "n");
        NetSpec back = new NetSpec(
                "back",
                Scope.CANDIDATE,
                "more.onnx",
                List.of(new NetInput("x", List.of("m"))),
                List.of(new NetOutput("n", 1)));
        assertRefused("nets: [more, back] feed one another in a circle", List.of(ITEM), USER, TOP, circle, back);
    }

    @Test
    void refusesOutputsThatCannotOrderCandidates() {
        assertThatExceptionOfType(BundleException.class)
                .isThrownBy(() -> manifest(List.of(ITEM), List.of(USER, TOP), List.of()))
                .withMessageContaining("'score': no net reads it");
        assertThatExceptionOfType(BundleException.class)
                .isThrownBy(() -> manifest(List.of(ITEM), List.of(USER, TOP), List.of("score", "ids")))
                .withMessageContaining("outputs: 'ids' (expected: an output of a net with candidate scope)");
    }

    @Test
    void refusesRowsTimesDimBeyond64Bits() {
        assertThatExceptionOfType(BundleException.class)
                .isThrownBy(() -> new TableSpec("t", Long.MAX_VALUE / 8, 3, ElementType.FLOAT32, "f", "t", null))
                .withMessageContaining("tables['t']: rows 1152921504606846975 x dim 3 x FLOAT32 overflows 64 bits");
    }

    @Test
    void refusesFeaturesWhoseRequestTensorsHaveOneName() {
        for (String name : List.of("ids.values", "ids.lengths", "ids.weights")) {
            Features features = new Features(List.of(DENSE, new DenseFeature(name, 1, Scope.CANDIDATE)), List.of(IDS));
            NetSpec reader = net("more", Scope.CANDIDATE, "m", name);
            assertThatExceptionOfType(BundleException.class)
                    .isThrownBy(
                            () -> manifest(features, List.of(ITEM), List.of(USER, TOP, reader), List.of("score", "m")))
                    .withMessage(
                            "features: '" + name
                                    + "' (expected: another name, since 'ids' is sparse and has a request tensor of this name)");
        }
    }
}
