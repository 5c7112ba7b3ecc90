package dev.outrank.planner.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.outrank.bundle.manifest.ElementType;
import dev.outrank.bundle.manifest.Scope;
import dev.outrank.planner.PlanException;
import dev.outrank.planner.traffic.CandidateShare;
import dev.outrank.planner.traffic.CurvePoint;
import dev.outrank.planner.traffic.FeatureTraffic;
import dev.outrank.planner.traffic.Summary;
import dev.outrank.planner.traffic.TableTraffic;
import dev.outrank.planner.traffic.TrafficProfile;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class DemandTests {

    private static final Summary TWO = new Summary(2, 2, 2);
    private static final Summary FIVE = new Summary(5, 5, 5);
    private static final TableFacts ITEM = TableFacts.of("item", 1000, 8, ElementType.INT8, List.of("net"), 0);

    private static TrafficProfile profile(String model, List<CandidateShare> candidates, List<TableTraffic> tables) {
        return new TrafficProfile(
                1,
                model,
                "test",
                10,
                candidates,
                List.of(
                        new FeatureTraffic("recent", "item", Scope.REQUEST, List.of("net"), 1, FIVE, TWO),
                        new FeatureTraffic("id", "item", Scope.CANDIDATE, List.of("net"), 1, FIVE, TWO)),
                tables,
                List.of());
    }

    private static ModelFacts model() {
        return new ModelFacts("m", "f".repeat(64), Map.of(), List.of(ITEM), null);
    }

    @Test
    void addsUpTheFeaturesOfATable() {
        TableTraffic item = new TableTraffic("item", 100, 10, List.of(new CurvePoint(10, 1)), List.of());
        List<CandidateShare> candidates = List.of(new CandidateShare(10, 0.5), new CandidateShare(30, 0.5));
        Demand demand = model().with(profile("m", candidates, List.of(item))).requireDemand("test");
        assertThat(demand.meanCandidates()).isEqualTo(20);
        assertThat(demand.of("item").lookups(10)).isEqualTo(5 + 2 * 10);
        assertThat(demand.of("item").bags(10)).isEqualTo(1 + 10);
        assertThat(demand.lookups("item")).isEqualTo(5 + 2 * 20);
        assertThat(demand.of("item").curve().share(5)).isEqualTo(0.5);
    }

    @Test
    void refusesProfilesOfOtherModelsAndMissingTables() {
        List<CandidateShare> one = List.of(new CandidateShare(1, 1));
        assertThatThrownBy(() -> model().with(profile("other", one, List.of())))
                .isInstanceOf(PlanException.class)
                .hasMessage("profile.model: 'other' (expected: 'm')");
        assertThatThrownBy(() -> model().with(profile("m", one, List.of())))
                .hasMessageStartingWith("profile.tables: 'item' is missing");
        assertThatThrownBy(() -> model().requireDemand("strategy 'load'"))
                .hasMessageStartingWith("strategy 'load': no profile (expected: --profile");
    }

    @Test
    void keepsMeanAndTailWhenManyCountsBecomeFew() {
        List<CandidateShare> fine = IntStream.rangeClosed(1, 1000)
                .mapToObj(count -> new CandidateShare(count, 1e-3))
                .toList();
        List<CandidateShare> few = CandidateBins.merge(fine);
        assertThat(few).hasSizeLessThan(40);
        assertThat(few.stream().mapToDouble(CandidateShare::share).sum()).isCloseTo(1, within(1e-9));
        assertThat(few.stream()
                        .mapToDouble(bin -> bin.share() * bin.candidates())
                        .sum())
                .isCloseTo(500.5, within(1.0));
        double beyond990 = few.stream()
                .filter(bin -> bin.candidates() > 990)
                .mapToDouble(CandidateShare::share)
                .sum();
        assertThat(beyond990).isCloseTo(0.01, within(0.003));
        assertThat(CandidateBins.merge(few.reversed())).hasSizeLessThanOrEqualTo(few.size());
    }
}
