package dev.outrank.workbench.requests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrank.bundle.Bundle;
import dev.outrank.bundle.bags.Bags;
import dev.outrank.bundle.manifest.BundleFile;
import dev.outrank.bundle.manifest.DenseFeature;
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
import dev.outrank.workbench.CommandRun;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class RequestJsonTests {

    private final GeneratedRequest request = weightedRequest();

    /** Two candidates; {@code w} is weighted and its second bag is empty. */
    private static GeneratedRequest weightedRequest() {
        Manifest clicks = Bundle.open(CommandRun.CLICKS).manifest();
        TableSpec table = clicks.table("term");
        BundleFile tables = clicks.files().getLast();
        BundleFile net = clicks.files().getFirst();
        Manifest manifest = new Manifest(
                Manifest.FORMAT_VERSION,
                "m",
                "",
                new Features(
                        List.of(new DenseFeature("u", 1, Scope.REQUEST), new DenseFeature("x", 2, Scope.CANDIDATE)),
                        List.of(new SparseFeature("w", "term", Scope.CANDIDATE, Pooling.SUM, true, IdPolicy.FAIL))),
                List.of(table),
                List.of(new NetSpec(
                        "n",
                        Scope.CANDIDATE,
                        net.path(),
                        List.of(
                                new NetInput("a", List.of("u")),
                                new NetInput("b", List.of("x")),
                                new NetInput("c", List.of("w"))),
                        List.of(new NetOutput("score", 1)))),
                List.of("score"),
                List.of(net, tables));
        return new GeneratedRequest(
                manifest,
                List.of("p", "q"),
                Map.of("u", new float[] {0.1f}, "x", new float[] {1, 2, 3, 4}),
                Map.of("w", Bags.ofLengths(new int[] {2, 0}, new long[] {7, 9}, new float[] {0.5f, 2})));
    }

    @Test
    void writesOneObjectACandidateWhenRowsAreAsked() {
        assertThat(text(RankJson.rows(request)))
                .isEqualTo("{\"context\":{\"u\":[0.1]},\"candidates\":["
                        + "{\"id\":\"p\",\"x\":[1.0,2.0],\"w\":{\"ids\":[7,9],\"weights\":[0.5,2.0]}},"
                        + "{\"id\":\"q\",\"x\":[3.0,4.0],\"w\":{\"ids\":[],\"weights\":[]}}]}");
    }

    @Test
    void writesOneArrayAFeatureWhenColumnsAreAsked() {
        assertThat(text(RankJson.columns(request)))
                .isEqualTo(
                        "{\"context\":{\"u\":[0.1]},\"candidates\":{\"id\":[\"p\",\"q\"],\"x\":[[1.0,2.0],[3.0,4.0]],"
                                + "\"w\":{\"values\":[7,9],\"lengths\":[2,0],\"weights\":[0.5,2.0]}}}");
    }

    @Test
    void writesTensorsWhenOipIsAsked() {
        JsonNode body = JsonMapper.shared().readTree(OipJson.write(request, "r1"));
        assertThat(body.required("id").asString()).isEqualTo("r1");
        assertThat(body.required("inputs").valueStream().map(JsonNode::toString))
                .containsExactly(
                        "{\"name\":\"u\",\"datatype\":\"FP32\",\"shape\":[1,1],\"data\":[0.1]}",
                        "{\"name\":\"x\",\"datatype\":\"FP32\",\"shape\":[2,2],\"data\":[1.0,2.0,3.0,4.0]}",
                        "{\"name\":\"w.values\",\"datatype\":\"INT64\",\"shape\":[2],\"data\":[7,9]}",
                        "{\"name\":\"w.lengths\",\"datatype\":\"INT32\",\"shape\":[2],\"data\":[2,0]}",
                        "{\"name\":\"w.weights\",\"datatype\":\"FP32\",\"shape\":[2],\"data\":[0.5,2.0]}");
    }

    private static String text(byte[] utf8) {
        return new String(utf8, StandardCharsets.UTF_8);
    }
}
