package dev.outrank.planner.placement;

import static dev.outrank.planner.placement.PlanFixtures.gaps;
import static dev.outrank.planner.placement.PlanFixtures.imbalance;
import static dev.outrank.planner.placement.PlanFixtures.rangesAscendWithShards;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outrank.bundle.plan.ShardSpec;
import dev.outrank.bundle.plan.ShardingPlan;
import dev.outrank.planner.model.ModelFacts;
import dev.outrank.planner.model.TableFacts;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every plan, over random models: few and many tables, equal and heavy-tailed sizes, one giant. */
final class CapacityStrategyPropertyTests {

    private final CapacityStrategy strategy = new CapacityStrategy();

    record Example(long seed, ModelFacts model, int shards) {

        @Override
        public String toString() {
            return "seed " + seed + ", " + model.tables().size() + " tables, " + shards + " shards";
        }
    }

    static Stream<Example> examples() {
        return Stream.iterate(1L, seed -> seed + 1).limit(120).map(CapacityStrategyPropertyTests::example);
    }

    /** Rows are fine enough that no row is more than a thousandth of a shard. */
    private static Example example(long seed) {
        Random random = new Random(seed);
        int shards = 1 + random.nextInt(16);
        int count = 1 + random.nextInt(40);
        List<TableFacts> tables = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            long rows = (long) Math.exp(random.nextDouble() * 12);
            tables.add(PlanFixtures.table("t" + i, rows, 4L << random.nextInt(6)));
        }
        if (random.nextBoolean()) {
            tables.add(PlanFixtures.table("giant", 50_000_000, 256));
        }
        tables.add(PlanFixtures.table("filler", 128L * 1000 * shards, 4));
        return new Example(seed, PlanFixtures.model(tables), shards);
    }

    @ParameterizedTest
    @MethodSource("examples")
    void placesEveryRowOnceWhenPlanned(Example example) {
        ShardingPlan plan = strategy.plan(example.model(), PlanConstraints.ofShards(example.shards()))
                .plan();
        assertThat(example.model().tables())
                .allSatisfy(table -> assertThat(gaps(plan, table)).isEmpty());
        assertThat(rangesAscendWithShards(plan, example.model())).isTrue();
        assertThat(plan.shards()).extracting(ShardSpec::placements).noneMatch(List::isEmpty);
    }

    @ParameterizedTest
    @MethodSource("examples")
    void balancesBytesWithinFivePerCentWhenRowsAreSmall(Example example) {
        ShardingPlan plan = strategy.plan(example.model(), PlanConstraints.ofShards(example.shards()))
                .plan();
        assertThat(imbalance(example.model(), plan)).isLessThanOrEqualTo(1.05);
    }

    @ParameterizedTest
    @MethodSource("examples")
    void placesTheSameRowsWhenTablesComeInAnotherOrder(Example example) {
        List<TableFacts> reversed = new ArrayList<>(example.model().tables());
        Collections.reverse(reversed);
        ModelFacts other = PlanFixtures.model(reversed);
        PlanConstraints constraints = PlanConstraints.ofShards(example.shards());
        ShardingPlan plan = strategy.plan(example.model(), constraints).plan();
        ShardingPlan otherPlan = strategy.plan(other, constraints).plan();
        assertThat(strategy.plan(example.model(), constraints).plan()).isEqualTo(plan);
        for (int shard = 0; shard < example.shards(); shard++) {
            assertThat(otherPlan.shards().get(shard).placements())
                    .containsExactlyInAnyOrderElementsOf(
                            plan.shards().get(shard).placements());
        }
    }
}
