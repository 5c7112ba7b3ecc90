package dev.outrank.workbench.stack;

import dev.outrank.bundle.failure.CallerException;
import java.nio.file.Path;

/**
 * What to start.
 *
 * @param root the project's directory, with the packaged services
 * @param home where state and logs of the stack live
 * @param data where the services keep theirs: the registry's database, last-known-good copies
 * @param shards embedding shards, 1 to 32
 * @param replicas processes a shard, 1 to 4
 * @param singular whether a ranking service in singular mode runs beside the distributed one
 * @param goal what their JVMs are started for
 * @param ports where they listen
 */
public record StackSettings(
        Path root, Path home, Path data, int shards, int replicas, boolean singular, JvmGoal goal, StackPorts ports) {

    private static final int MAX_SHARDS = 32;
    private static final int MAX_REPLICAS = 4;

    public StackSettings {
        if (shards < 1 || shards > MAX_SHARDS) {
            throw new CallerException("--shards: " + shards + " (expected: 1 to " + MAX_SHARDS + ")");
        }
        if (replicas < 1 || replicas > MAX_REPLICAS) {
            throw new CallerException("--replicas: " + replicas + " (expected: 1 to " + MAX_REPLICAS + ")");
        }
        root = root.toAbsolutePath().normalize();
        home = home.toAbsolutePath().normalize();
        data = data.toAbsolutePath().normalize();
    }

    /** Returns the directory of the services' logs. */
    Path logs() {
        return home.resolve("logs");
    }

    /** Returns the directory that one service may write to. */
    Path data(String service) {
        return data.resolve(service);
    }
}
