package dev.outrank.workbench.stack;

import dev.outrank.workbench.registry.Registration;
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

    /** Returns it as the registry is to know it, held beside the version before it. */
    public Registration registration() {
        return new Registration(name, version, bundle, shards);
    }
}
