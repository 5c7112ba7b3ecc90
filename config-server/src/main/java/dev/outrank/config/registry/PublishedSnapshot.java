package dev.outrank.config.registry;

import dev.outrank.registry.RegistrySnapshot;

/**
 * A snapshot with the identity of its registry.
 *
 * @param registryId made once with the database
 * @param snapshot everything at one revision
 */
public record PublishedSnapshot(String registryId, RegistrySnapshot snapshot) {

    /** Returns what names this snapshot among those of all registries, for example {@code 5f0c….12}. */
    public String tag() {
        return new RegistryPosition(registryId, snapshot.revision()).tag();
    }
}
