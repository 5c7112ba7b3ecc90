package dev.outrank.config.registry;

import dev.outrank.registry.VersionEntry;
import dev.outrank.registry.VersionState;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;

/**
 * A row: a version of a model.
 *
 * @param id made by the database; orders versions
 * @param model its model's name
 * @param version its name, unique within the model
 * @param state where it is in its life
 * @param bundle URI of the bundle's directory
 * @param shards URI of the packed shards' directory
 * @param bundleFingerprint the bundle's fingerprint when it was registered
 */
record RegistryVersion(
        @Id @Nullable Long id,
        String model,
        String version,
        VersionState state,
        String bundle,
        String shards,
        String bundleFingerprint) {

    RegistryVersion in(VersionState next) {
        return new RegistryVersion(id, model, version, next, bundle, shards, bundleFingerprint);
    }

    VersionEntry toEntry() {
        return new VersionEntry(version, state, URI.create(bundle), URI.create(shards), bundleFingerprint);
    }
}
