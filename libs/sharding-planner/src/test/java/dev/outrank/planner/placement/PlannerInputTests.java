package dev.outrank.planner.placement;

import static dev.outrank.planner.placement.PlanFixtures.model;
import static dev.outrank.planner.placement.PlanFixtures.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrank.planner.PlanException;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

final class PlannerInputTests {

    @Test
    void refusesTablesWhenTheyMakeNoSense() {
        assertRefused(() -> model(), "tables: [] (expected: at least one table to place)");
        assertRefused(() -> model(table("a", 1, 1), table("a", 2, 1)), "tables: 'a' occurs twice");
        assertRefused(() -> table("a", 0, 4), "tables['a']: rows 0");
        assertRefused(() -> table("a", Long.MAX_VALUE, 2), "rows x rowBytes within 64 bits");
        assertRefused(
                () -> model(table("a", Long.MAX_VALUE, 1), table("b", 1, 1)),
                "overflow 64 bits (expected: fewer rows)");
    }

    @Test
    void refusesConstraintsWhenTheyMakeNoSense() {
        assertRefused(() -> PlanConstraints.ofShards(0), "shards: 0 (expected: 1 to 4096)");
        assertRefused(() -> PlanConstraints.ofShards(5000), "shards: 5000 (expected: 1 to 4096)");
        assertRefused(() -> new PlanConstraints(1, 0, 1), "replicas: 0 (expected: 1 to 10000)");
        assertRefused(() -> new PlanConstraints(1, 1, 0), "maxShardBytes: 0 (expected: at least 1)");
    }

    @Test
    void namesAllStrategiesWhenNoneIsFound() {
        assertThat(PlacementStrategies.names())
                .isEqualTo(List.of("singular", "one-shard", "capacity", "load", "nsbp", "hot-cold"));
        assertRefused(
                () -> PlacementStrategies.byName("fastest"),
                "strategy: 'fastest' (expected: one of [singular, one-shard, capacity, load, nsbp, hot-cold])");
    }

    private static void assertRefused(ThrowingCallable action, String message) {
        assertThatThrownBy(action).isInstanceOf(PlanException.class).hasMessageContaining(message);
    }
}
