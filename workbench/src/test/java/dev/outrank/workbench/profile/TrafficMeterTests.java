package dev.outrank.workbench.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrank.bundle.bags.Bags;
import dev.outrank.bundle.failure.CallerException;
import dev.outrank.bundle.manifest.BundleFile;
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
import dev.outrank.planner.traffic.CandidateShare;
import dev.outrank.planner.traffic.FeatureTraffic;
import dev.outrank.planner.traffic.NetShare;
import dev.outrank.planner.traffic.NetTraffic;
import dev.outrank.planner.traffic.Summary;
import dev.outrank.planner.traffic.TableTraffic;
import dev.outrank.planner.traffic.TrafficProfile;
import dev.outrank.workbench.requests.GeneratedRequest;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class TrafficMeterTests {

    private static Manifest manifest(IdPolicy policy) {
        SparseFeature history = new SparseFeature("history", "t", Scope.REQUEST, Pooling.SUM, false, policy);
        SparseFeature tags = new SparseFeature("tags", "t", Scope.CANDIDATE, Pooling.MEAN, false, policy);
        NetSpec user = new NetSpec(
                "user",
                Scope.REQUEST,
                "user.onnx",
                List.of(new NetInput("h", List.of("history"))),
                List.of(new NetOutput("vector", 4)));
        NetSpec rank = new NetSpec(
                "rank",
                Scope.CANDIDATE,
                "rank.onnx",
                List.of(new NetInput("x", List.of("tags")), new NetInput("v", List.of("vector"))),
                List.of(new NetOutput("score", 1)));
        return new Manifest(
                Manifest.FORMAT_VERSION,
                "small",
                "",
                new Features(List.of(), List.of(history, tags)),
                List.of(new TableSpec("t", 10, 4, ElementType.FLOAT32, "t.safetensors", "t", null)),
                List.of(user, rank),
                List.of("score"),
                Stream.of("t.safetensors", "user.onnx", "rank.onnx")
                        .map(path -> new BundleFile(path, 1, "0".repeat(64)))
                        .toList());
    }

    private static GeneratedRequest request(Manifest manifest, long[] history, int[] lengths, long... tags) {
        return new GeneratedRequest(
                manifest,
                IntStream.range(0, lengths.length).mapToObj(Integer::toString).toList(),
                Map.of(),
                Map.of(
                        "history", Bags.ofLengths(new int[] {history.length}, history, null),
                        "tags", Bags.ofLengths(lengths, tags, null)));
    }

    @Test
    void countsWhatRequestsAsk() {
        Manifest manifest = manifest(IdPolicy.FAIL);
        TrafficMeter meter = new TrafficMeter(manifest, 2);
        meter.add(request(manifest, new long[] {1, 2, 1}, new int[] {1, 0}, 1));
        meter.add(request(manifest, new long[] {}, new int[] {2, 2}, 1, 3, 1, 3));
        meter.add(request(manifest, new long[] {1}, new int[] {}));
        TrafficProfile profile = meter.profile("here");
        assertThat(profile.candidates())
                .containsExactly(new CandidateShare(0, 1 / 3.0), new CandidateShare(2, 2 / 3.0));
        assertThat(profile.features())
                .containsExactly(
                        new FeatureTraffic(
                                "history",
                                "t",
                                Scope.REQUEST,
                                List.of("user"),
                                2 / 3.0,
                                new Summary(4 / 3.0, 1, 3),
                                new Summary(0.75, 0, 1.5)),
                        new FeatureTraffic(
                                "tags",
                                "t",
                                Scope.CANDIDATE,
                                List.of("rank"),
                                2 / 3.0,
                                new Summary(5 / 3.0, 1, 4),
                                new Summary(1.25, 1, 2)));
        TableTraffic table = profile.tables().getFirst();
        assertThat(table.accesses()).isEqualTo(9);
        assertThat(table.distinctIds()).isEqualTo(3);
        assertThat(table.hotIds()).containsExactly(1L, 3L);
        NetTraffic user = profile.nets().getFirst();
        assertThat(user.tables()).containsExactly("t");
        assertThat(user.requestShare()).isEqualTo(2 / 3.0);
        assertThat(user.togetherWith()).containsExactly(new NetShare("user", 2 / 3.0), new NetShare("rank", 1 / 3.0));
        assertThat(profile.nets().getLast().lookupsPerRequest()).isEqualTo(new Summary(5 / 3.0, 1, 4));
    }

    @Test
    void refusesIdsOutsideWhenThePolicyIsToFail() {
        Manifest manifest = manifest(IdPolicy.FAIL);
        TrafficMeter meter = new TrafficMeter(manifest, 2);
        for (long id : new long[] {10, -1, Long.MAX_VALUE}) {
            assertThatThrownBy(() -> meter.add(request(manifest, new long[] {id}, new int[] {0})))
                    .isInstanceOf(CallerException.class)
                    .hasMessage("feature 'history': id " + id
                            + " (expected: 0 to 9, the rows of table 't', since its idPolicy is fail)");
        }
    }

    @Test
    void countsLookupsWithoutAccessesWhenIdsBecomeTheDefaultRow() {
        Manifest manifest = manifest(IdPolicy.DEFAULT);
        TrafficMeter meter = new TrafficMeter(manifest, 2);
        meter.add(request(manifest, new long[] {10, -1, 4}, new int[] {0}));
        TrafficProfile profile = meter.profile("here");
        assertThat(profile.features().getFirst().lookupsPerRequest().mean()).isEqualTo(3);
        assertThat(profile.tables().getFirst().accesses()).isEqualTo(1);
    }

    @Test
    void countsTheRowThatIsReachedWhenIdsAreTakenModulo() {
        Manifest manifest = manifest(IdPolicy.MODULO);
        TrafficMeter meter = new TrafficMeter(manifest, 2);
        meter.add(request(manifest, new long[] {14, -6, 4}, new int[] {0}));
        TableTraffic table = meter.profile("here").tables().getFirst();
        assertThat(table.accesses()).isEqualTo(3);
        assertThat(table.hotIds()).containsExactly(4L);
    }
}
