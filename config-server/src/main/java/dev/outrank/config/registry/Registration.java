package dev.outrank.config.registry;

import dev.outrank.registry.MemoryMode;
import java.net.URI;
import java.nio.file.Path;

/**
 * A version to be registered.
 *
 * @param model the model's name, the one in the bundle's manifest
 * @param version the new version's name
 * @param bundle the bundle's directory
 * @param shards the directory with {@code plan.json} and the packed shards, {@code file:}, {@code http:}, {@code https:} or {@code s3:}
 * @param memoryMode whether shards hold it beside the version before it, or instead of it
 */
public record Registration(String model, String version, Path bundle, URI shards, MemoryMode memoryMode) {

    /** Makes a registration of a version that shards hold beside others. */
    public Registration(String model, String version, Path bundle, URI shards) {
        this(model, version, bundle, shards, MemoryMode.BESIDE);
    }
}
