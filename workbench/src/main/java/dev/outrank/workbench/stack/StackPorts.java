package dev.outrank.workbench.stack;

import dev.outrank.bundle.failure.CallerException;

/**
 * The ports of a local stack: the documented ones, all moved by one offset.
 *
 * @param offset added to every port, 0 to 50,000
 */
public record StackPorts(int offset) {

    private static final int GATEWAY = 8080;
    private static final int RANKING = 8100;
    private static final int EMBEDDING = 8200;
    private static final int CONFIG = 8888;
    private static final int MANAGEMENT_DISTANCE = 1000;
    private static final int LOOKUPS_DISTANCE = 2000;
    private static final int REPLICA_DISTANCE = 100;
    private static final int MAX_OFFSET = 50_000;

    public StackPorts {
        if (offset < 0 || offset > MAX_OFFSET) {
            throw new CallerException("--port-offset: " + offset + " (expected: 0 to " + MAX_OFFSET + ")");
        }
    }

    /** Returns the port of the public interface. */
    public int gateway() {
        return GATEWAY + offset;
    }

    /** Returns the port of the registry and the configuration. */
    public int config() {
        return CONFIG + offset;
    }

    /** Returns the port of the ranking service that calls shards. */
    public int ranking() {
        return RANKING + offset;
    }

    /** Returns the port of the ranking service that holds all tables itself. */
    public int singularRanking() {
        return RANKING + 1 + offset;
    }

    /** Returns the port of one replica of a shard. */
    public int embedding(int shard, int replica) {
        return EMBEDDING + shard + REPLICA_DISTANCE * replica + offset;
    }

    /** Returns the port for lookups over TCP that belongs to an embedding service's port. */
    public static int lookups(int port) {
        return port + LOOKUPS_DISTANCE;
    }

    /** Returns the management port that belongs to a service port. */
    public static int management(int port) {
        return port + MANAGEMENT_DISTANCE;
    }
}
