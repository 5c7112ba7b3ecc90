package dev.outrank.workbench.stack;

import java.nio.file.Path;

/**
 * A model version to register.
 *
 * @param name the model's name in URLs
 * @param version the version's name in URLs
 * @param bundle the bundle's directory
 * @param shards the directory of its plan and packed shards
 */
public record StackModel(String name, String version, Path bundle, Path shards) {

    public StackModel {
        bundle = bundle.toAbsolutePath().normalize();
        shards = shards.toAbsolutePath().normalize();
    }
}
