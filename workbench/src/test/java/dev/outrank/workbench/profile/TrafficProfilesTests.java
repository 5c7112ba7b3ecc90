package dev.outrank.workbench.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.outrank.bundle.Bundle;
import dev.outrank.bundle.failure.CallerException;
import dev.outrank.bundle.manifest.NetSpec;
import dev.outrank.planner.traffic.CandidateShare;
import dev.outrank.planner.traffic.CurvePoint;
import dev.outrank.planner.traffic.FeatureTraffic;
import dev.outrank.planner.traffic.NetShare;
import dev.outrank.planner.traffic.NetTraffic;
import dev.outrank.planner.traffic.Summary;
import dev.outrank.planner.traffic.TableTraffic;
import dev.outrank.planner.traffic.TrafficProfile;
import dev.outrank.workbench.CommandRun;
import dev.outrank.workbench.requests.GeneratedRequest;
import dev.outrank.workbench.requests.RequestGenerator;
import dev.outrank.workbench.workload.Workload;
import dev.outrank.workbench.workload.WorkloadCatalog;
import dev.outrank.workbench.workload.WorkloadNet;
import dev.outrank.workbench.workload.WorkloadTable;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TrafficProfilesTests {

    private static final Workload TINY = WorkloadCatalog.find("src/test/resources/tiny.json");
    private static final int REQUESTS = 20_000;

    private static FeatureTraffic feature(TrafficProfile profile, String name) {
        return profile.features().stream()
                .filter(feature -> feature.feature().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static TableTraffic table(TrafficProfile profile, String name) {
        return profile.tables().stream()
                .filter(table -> table.table().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void hasTheNamesOfTheGeneratedBundle(@TempDir Path directory) {
        Path out = directory.resolve("bundle");
        CommandRun.of("generate", "--workload", "src/test/resources/tiny.json", "--scale", 1, "--out", out);
        var manifest = Bundle.open(out).manifest();
        TrafficProfile profile = TrafficProfiles.of(TINY, 1);
        assertThat(profile.nets())
                .extracting(NetTraffic::net)
                .isEqualTo(manifest.nets().stream().map(NetSpec::name).toList());
        assertThat(profile.nets()).allSatisfy(net -> assertThat(net.togetherWith())
                .extracting(NetShare::net)
                .isEqualTo(manifest.nets().stream().map(NetSpec::name).toList()));
        assertThat(profile.tables()).extracting(TableTraffic::table).containsExactly("u0", "u1", "c0", "c1");
        assertThat(profile.tables())
                .extracting(TableTraffic::distinctIds)
                .isEqualTo(manifest.tables().stream().map(table -> table.rows()).toList());
        assertThat(profile.model()).isEqualTo(manifest.name());
        assertThat(profile.nets().get(3).tables()).containsExactly("c0", "c1");
    }

    @Test
    void agreesWithGeneratedRequests(@TempDir Path directory) {
        Path out = directory.resolve("bundle");
        CommandRun.of("generate", "--workload", "src/test/resources/tiny.json", "--out", out);
        RequestGenerator generator = RequestGenerator.of(Bundle.open(out).manifest(), TINY, 5);
        List<GeneratedRequest> requests =
                IntStream.range(0, REQUESTS).mapToObj(generator::request).toList();
        TrafficProfile profile = TrafficProfiles.of(TINY, 0.001);
        for (String name : List.of("u0", "u1", "c0", "c1")) {
            Summary measured = summary(requests.stream()
                    .mapToDouble(request -> request.sparse(name).idCount())
                    .toArray());
            Summary computed = feature(profile, name).lookupsPerRequest();
            assertThat(computed.mean()).as(name).isCloseTo(measured.mean(), within(0.03 * measured.mean()));
            assertThat(computed.p50()).as(name).isCloseTo(measured.p50(), within(1.0));
            assertThat(computed.p99()).as(name).isCloseTo(measured.p99(), within(1.0));
        }
        Summary share = summary(requests.stream()
                .mapToDouble(request -> (double) request.sparse("u0").idCount() / request.candidates())
                .toArray());
        Summary computed = feature(profile, "u0").lookupsPerCandidate();
        assertThat(computed.mean()).isCloseTo(share.mean(), within(0.03));
        assertThat(computed.p50()).isCloseTo(share.p50(), within(0.05));
        assertThat(computed.p99()).isCloseTo(share.p99(), within(0.05));
        double user = requests.stream()
                        .filter(request -> request.sparse("u0").idCount()
                                        + request.sparse("u1").idCount()
                                > 0)
                        .count()
                / (double) REQUESTS;
        assertThat(profile.nets().get(1).requestShare()).isCloseTo(user, within(0.005));
    }

    private static Summary summary(double[] values) {
        double[] sorted = Arrays.stream(values).sorted().toArray();
        return new Summary(
                Arrays.stream(values).average().orElseThrow(),
                sorted[sorted.length / 2],
                sorted[sorted.length * 99 / 100]);
    }

    @Test
    void followsTheZipfLawWhenCurvesAreComputed() {
        TrafficProfile profile = TrafficProfiles.of(TINY, 1, 3);
        List<CurvePoint> harmonic = table(profile, "c0").accessCurve();
        assertThat(harmonic.getFirst().share()).isCloseTo(Math.log(2) / Math.log(30_001), within(1e-9));
        assertThat(harmonic.getLast()).isEqualTo(new CurvePoint(30_000, 1));
        assertThat(table(profile, "c1").accessCurve())
                .extracting(CurvePoint::rows)
                .containsExactly(1L, 2L, 3L);
        assertThat(table(profile, "u0").hotIds())
                .hasSize(3)
                .doesNotHaveDuplicates()
                .startsWith(0L);
        assertThat(TrafficProfiles.of(TINY, 1).tables())
                .allMatch(table -> table.hotIds().isEmpty());
    }

    @Test
    void weighsTablesByTheirLookups() {
        TrafficProfile profile = TrafficProfiles.of(TINY, 1);
        double candidates = 16 / 3.0;
        assertThat((double) table(profile, "c0").accesses()
                        / table(profile, "u0").accesses())
                .isCloseTo(2 * candidates / 6.5, within(1e-6));
        assertThat(profile.candidates())
                .containsExactly(
                        new CandidateShare(3, 1 / 3.0), new CandidateShare(5, 1 / 3.0), new CandidateShare(8, 1 / 3.0));
    }

    @Test
    void givesFixedNumbersWhenPoolingIsFixed() {
        TrafficProfile profile = TrafficProfiles.of(WorkloadCatalog.find("mlperf-dlrm-v2"), 1);
        FeatureTraffic t20 = feature(profile, "t20");
        assertThat(t20.lookupsPerCandidate()).isEqualTo(new Summary(100, 100, 100));
        assertThat(t20.lookupsPerRequest().p50()).isEqualTo(20_000);
        assertThat(t20.lookupsPerRequest().p99()).isEqualTo(70_000);
    }

    @Test
    void hasNoTrafficWhenATableIsNeverAsked() {
        TrafficProfile profile = TrafficProfiles.of(withTables(1, 0), 1);
        assertThat(profile.tables()).containsExactly(new TableTraffic("t0", 0, 0, List.of(), List.of()));
        assertThat(profile.nets().getLast().requestShare()).isZero();
    }

    @Test
    void profilesTenThousandTables() {
        TrafficProfile profile = TrafficProfiles.of(withTables(10_000, 3.7), 1);
        assertThat(profile.tables()).hasSize(10_000);
        assertThat(profile.nets().getLast().lookupsPerRequest().mean()).isCloseTo(10_000 * 3.7 * 16 / 3, within(1.0));
    }

    private static Workload withTables(int count, double pooling) {
        WorkloadNet net = TINY.nets().getLast();
        List<WorkloadTable> tables = IntStream.range(0, count)
                .mapToObj(i -> new WorkloadTable("t" + i, 1_000_000 + i, 8, pooling, 0.7))
                .toList();
        return new Workload(
                "wide",
                "",
                null,
                TINY.candidatesPerRequest(),
                null,
                null,
                null,
                List.of(new WorkloadNet(
                        net.name(), net.scope(), net.denseInputs(), net.bottomMlp(), net.topMlp(), tables, null)),
                null,
                null,
                null);
    }

    @Test
    void refusesArgumentsThatMakeNoSense() {
        assertThatThrownBy(() -> TrafficProfiles.of(TINY, 0))
                .isInstanceOf(CallerException.class)
                .hasMessage("scale: 0.0 (expected: above 0, at most 1)");
        assertThatThrownBy(() -> TrafficProfiles.of(TINY, 1, -1)).hasMessage("hotIds: -1 (expected: at least 0)");
    }
}
