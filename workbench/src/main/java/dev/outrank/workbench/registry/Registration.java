package dev.outrank.workbench.registry;

import dev.outrank.registry.MemoryMode;
import dev.outrank.registry.VersionEntry;
import java.net.URI;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Path;

/**
 * A version that is to be known to the registry.
 *
 * @param model the model's name
 * @param version the version's name
 * @param bundle an absolute path of the bundle's directory
 * @param shards an absolute path of the directory with its plan and packed shards
 * @param memoryMode whether shards hold it beside the version before it, or instead of it
 */
public record Registration(String model, String version, Path bundle, Path shards, MemoryMode memoryMode) {

    /** Makes one for shards that can hold two versions. */
    public Registration(String model, String version, Path bundle, Path shards) {
        this(model, version, bundle, shards, MemoryMode.BESIDE);
    }

    /** Returns the same under another name. */
    public Registration named(String name) {
        return new Registration(model, name, bundle, shards, memoryMode);
    }

    /** Returns whether a registered version is of these files. */
    boolean describes(VersionEntry entry) {
        return isDirectory(entry.bundle(), bundle)
                && isDirectory(entry.shards(), shards)
                && entry.memoryMode() == memoryMode;
    }

    private static boolean isDirectory(URI uri, Path directory) {
        try {
            return Path.of(uri).normalize().equals(directory);
        } catch (IllegalArgumentException | FileSystemNotFoundException e) {
            return false;
        }
    }
}
