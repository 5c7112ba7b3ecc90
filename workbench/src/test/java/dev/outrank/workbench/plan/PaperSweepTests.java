package dev.outrank.workbench.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrank.bundle.plan.Placement;
import dev.outrank.bundle.plan.ShardingPlan;
import dev.outrank.planner.model.ModelFacts;
import dev.outrank.planner.model.TableFacts;
import dev.outrank.planner.placement.PlacementStrategies;
import dev.outrank.planner.placement.PlanConstraints;
import dev.outrank.workbench.workload.WorkloadCatalog;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The placements of Lui et al., arXiv 2011.02084, for its three models at full size. */
final class PaperSweepTests {

    static Stream<Arguments> sweep() {
        return Stream.of("drm1", "drm2", "drm3")
                .flatMap(model -> Stream.concat(
                        Stream.of("singular", "one-shard").map(strategy -> Arguments.of(model, strategy, 1)),
                        Stream.of("capacity", "load", "nsbp").flatMap(strategy -> Stream.of(2, 4, 8)
                                .map(shards -> Arguments.of(model, strategy, shards)))));
    }

    private static ModelFacts facts(String workload) {
        return PlannedModel.of(WorkloadCatalog.find(workload), 1, 0, List.of()).facts();
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @MethodSource("sweep")
    void placesEveryRowOnce(String workload, String strategy, int shards) {
        ModelFacts model = facts(workload);
        ShardingPlan plan = PlacementStrategies.byName(strategy)
                .plan(model, PlanConstraints.ofShards(shards))
                .plan();
        assertThat(plan.shards()).hasSize(shards).allSatisfy(shard -> assertThat(shard.placements())
                .isNotEmpty());
        for (TableFacts table : model.tables()) {
            long end = 0;
            for (Placement placement : placements(plan, table)) {
                assertThat(placement.firstRow()).isEqualTo(end);
                end = placement.endRow();
            }
            assertThat(end).as(table.name()).isEqualTo(table.rows());
        }
        assertThat(model.shardBytes(plan).stream().mapToLong(Long::longValue).sum())
                .isGreaterThanOrEqualTo(model.bytes());
    }

    /** Net-specific bins over two shards are one for each net, so that the giant has one to itself. */
    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({"capacity, 2", "capacity, 4", "capacity, 8", "nsbp, 4", "nsbp, 8"})
    void splitsTheTableThatIsNearlyTheWholeModel(String strategy, int shards) {
        ModelFacts model = facts("drm3");
        TableFacts giant = model.tables().stream()
                .max(Comparator.comparingLong(TableFacts::bytes))
                .orElseThrow();
        assertThat(giant.bytes()).isGreaterThan(model.bytes() * 8 / 10);
        ShardingPlan plan = PlacementStrategies.byName(strategy)
                .plan(model, PlanConstraints.ofShards(shards))
                .plan();
        assertThat(placements(plan, giant)).hasSizeGreaterThan(1);
    }

    private static List<Placement> placements(ShardingPlan plan, TableFacts table) {
        return plan.shards().stream()
                .flatMap(shard -> shard.placements().stream())
                .filter(placement -> placement.table().equals(table.name()))
                .sorted(Comparator.comparingLong(Placement::firstRow))
                .toList();
    }
}
