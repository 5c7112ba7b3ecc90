package dev.outrank.workbench.stack;

import dev.outrank.bundle.failure.CallerException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How many services of each kind a {@link ReplicaStack} has, each at least 1.
 *
 * @param shards of the models
 * @param replicas of each shard
 * @param rankings that call the shards
 * @param gateways that call the rankings
 */
public record ReplicaShape(int shards, int replicas, int rankings, int gateways) {

    /** The name of the one config-server. */
    public static final String CONFIG = "config-server";

    public ReplicaShape {
        if (Math.min(Math.min(shards, replicas), Math.min(rankings, gateways)) < 1) {
            throw new CallerException("shards, replicas, rankings, gateways: " + shards + ", " + replicas + ", "
                    + rankings + ", " + gateways + " (expected: each at least 1)");
        }
    }

    /** Returns the name of a replica's process, as in every local stack. */
    public String embedding(int shard, int replica) {
        return ServiceSpecs.embeddingName(shard, replica);
    }

    /** Returns the names of a shard's replicas. */
    public List<String> embeddings(int shard) {
        return IntStream.range(0, replicas)
                .mapToObj(replica -> embedding(shard, replica))
                .toList();
    }

    /** Returns the names of all replicas, shard by shard. */
    public List<String> embeddings() {
        return IntStream.range(0, shards)
                .mapToObj(this::embeddings)
                .flatMap(List::stream)
                .toList();
    }

    /** Returns {@code ranking-0}, {@code ranking-1} …. */
    public List<String> rankingNames() {
        return numbered("ranking-", rankings);
    }

    /** Returns {@code gateway-0}, {@code gateway-1} …. */
    public List<String> gatewayNames() {
        return numbered("gateway-", gateways);
    }

    private static List<String> numbered(String prefix, int count) {
        return IntStream.range(0, count).mapToObj(i -> prefix + i).toList();
    }

    /** Returns every name but the config-server's, in the order of a request's way back: shards first. */
    public List<String> servingNames() {
        List<String> names = new ArrayList<>(embeddings());
        names.addAll(rankingNames());
        names.addAll(gatewayNames());
        return List.copyOf(names);
    }
}
