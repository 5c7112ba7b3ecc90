package dev.outrank.planner.placement;

import static dev.outrank.planner.placement.PlanFixtures.model;
import static dev.outrank.planner.placement.PlanFixtures.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrank.bundle.plan.Placement;
import dev.outrank.bundle.plan.ShardingPlan;
import dev.outrank.planner.PlanException;
import dev.outrank.planner.model.ModelFacts;
import java.util.List;
import org.junit.jupiter.api.Test;

final class OneShardStrategyTests {

    private final PlacementStrategy strategy = PlacementStrategies.byName("one-shard");
    private final ModelFacts model = model(table("b", 10, 4), table("a", 20, 8));

    @Test
    void placesAllTablesInOrderWhenPlanned() {
        ShardingPlan plan = strategy.plan(model, PlanConstraints.ofShards(1)).plan();
        assertThat(plan.shards()).hasSize(1);
        assertThat(plan.shards().getFirst().placements())
                .containsExactly(new Placement("b", 0, 10), new Placement("a", 0, 20));
        assertThat(model.shardBytes(plan)).isEqualTo(List.of(200L));
    }

    @Test
    void refusesWhenSeveralShardsAreAsked() {
        assertThatThrownBy(() -> strategy.plan(model, PlanConstraints.ofShards(2)))
                .isInstanceOf(PlanException.class)
                .hasMessage("shards: 2 (expected: 1 with the strategy 'one-shard')");
    }

    @Test
    void refusesWhenBytesExceedLimit() {
        assertThatThrownBy(() -> strategy.plan(model, new PlanConstraints(1, 1, 199)))
                .isInstanceOf(PlanException.class)
                .hasMessageContaining("maxShardBytes: 199, and table 'a' makes a shard need 200");
    }
}
