package dev.outrank.ranking.model;

import dev.outrank.bundle.plan.ShardingPlan;
import dev.outrank.ranking.lookup.EmbeddingClient;
import java.nio.file.Path;

/** Makes the way to the shards of one version: over the network in distributed mode, in this process in singular mode. */
@FunctionalInterface
interface EmbeddingClientFactory {

    /**
     * Returns a client that the caller closes.
     *
     * @param shards the directory with the packed shards
     */
    EmbeddingClient open(Path shards, ShardingPlan plan);
}
