package dev.outrank.config.registry;

import dev.outrank.registry.Canary;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;

/**
 * A row: a model.
 *
 * @param name its name
 * @param activeVersion the name of the version in state {@code SERVING}, or null
 * @param canaryVersion the name of the version that is tried, or null
 * @param canaryPercent how much it is given; null where nothing is tried
 * @param pinned whether its traffic must not change
 * @param createdRevision the revision that registered its first version; orders models
 */
record RegistryModel(
        @Id String name,
        @Nullable String activeVersion,
        @Nullable String canaryVersion,
        @Nullable Double canaryPercent,
        boolean pinned,
        long createdRevision) {

    static RegistryModel first(String name, long createdRevision) {
        return new RegistryModel(name, null, null, null, false, createdRevision);
    }

    /** Returns the model with another active version, and without a canary. */
    RegistryModel withActive(String version) {
        return new RegistryModel(name, version, null, null, pinned, createdRevision);
    }

    RegistryModel withCanary(@Nullable Canary canary) {
        return new RegistryModel(
                name,
                activeVersion,
                canary == null ? null : canary.version(),
                canary == null ? null : canary.percent(),
                pinned,
                createdRevision);
    }

    RegistryModel withPinned(boolean wanted) {
        return new RegistryModel(name, activeVersion, canaryVersion, canaryPercent, wanted, createdRevision);
    }

    @Nullable
    Canary canary() {
        return canaryVersion == null || canaryPercent == null ? null : new Canary(canaryVersion, canaryPercent);
    }
}
