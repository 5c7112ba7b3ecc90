package dev.outrank.ranking.model;

import dev.outrank.artifact.PlanPart;

/** Where the embedding tables are. */
public enum RankingMode {
    /** In embedding services, one a shard; those that a plan leaves to ranking are in this process. */
    DISTRIBUTED,
    /** In this process, for models that fit. */
    SINGULAR;

    /** Returns the part of a plan's shards that is in this process. */
    PlanPart part() {
        return switch (this) {
            case DISTRIBUTED -> PlanPart.local();
            case SINGULAR -> PlanPart.all();
        };
    }
}
