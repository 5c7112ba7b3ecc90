package dev.outrank.ranking.replica;

/**
 * Where one instance of a shard's service answers lookups.
 *
 * @param host a name or an address
 * @param port 1 to 65,535
 */
public record Replica(String host, int port) {

    private static final int HIGHEST_PORT = 65_535;

    public Replica {
        if (port < 1 || port > HIGHEST_PORT) {
            throw new IllegalArgumentException(
                    "replica: " + host + ":" + port + " (expected: a port from 1 to " + HIGHEST_PORT + ")");
        }
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
