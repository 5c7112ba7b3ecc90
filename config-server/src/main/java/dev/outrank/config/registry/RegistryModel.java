package dev.outrank.config.registry;

import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;

/**
 * A row: a model.
 *
 * @param name its name
 * @param activeVersion the name of the version in state {@code SERVING}, or null
 * @param createdRevision the revision that registered its first version; orders models
 */
record RegistryModel(@Id String name, @Nullable String activeVersion, long createdRevision) {

    RegistryModel withActive(String version) {
        return new RegistryModel(name, version, createdRevision);
    }
}
