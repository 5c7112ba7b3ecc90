package dev.outrank.planner.placement;

import dev.outrank.planner.PlanException;
import java.util.List;

/** The strategies by name. */
public final class PlacementStrategies {

    private static final List<PlacementStrategy> ALL = List.of(
            OneShardStrategy.singular(),
            new PartlyLocalStrategy(OneShardStrategy.remote()),
            new PartlyLocalStrategy(new CapacityStrategy()),
            new PartlyLocalStrategy(LoadStrategy.byLookups()),
            new PartlyLocalStrategy(new NetSpecificStrategy()),
            new PartlyLocalStrategy(new HotColdStrategy()));

    private PlacementStrategies() {}

    /** Returns all strategies. */
    public static List<PlacementStrategy> all() {
        return ALL;
    }

    /** Returns the names of all strategies. */
    public static List<String> names() {
        return ALL.stream().map(PlacementStrategy::name).toList();
    }

    /**
     * Returns the strategy with this name.
     *
     * @throws PlanException when there is none
     */
    public static PlacementStrategy byName(String name) {
        return ALL.stream()
                .filter(strategy -> strategy.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new PlanException("strategy: '" + name + "' (expected: one of " + names() + ")"));
    }
}
