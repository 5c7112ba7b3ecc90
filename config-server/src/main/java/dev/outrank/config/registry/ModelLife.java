package dev.outrank.config.registry;

import dev.outrank.registry.ModelEntry;
import java.util.List;
import java.util.Optional;

/**
 * A model, and what the registry keeps of its versions for itself.
 *
 * @param entry what everybody knows of it
 * @param versions the same versions as those of the entry, in the same order
 */
public record ModelLife(ModelEntry entry, List<VersionLife> versions) {

    public ModelLife {
        versions = List.copyOf(versions);
    }

    /** Returns its name. */
    public String name() {
        return entry.name();
    }

    /** Returns the version that answers requests that name none. */
    public Optional<VersionLife> active() {
        return versions.stream()
                .filter(version -> version.name().equals(entry.activeVersion()))
                .findFirst();
    }

    /** Returns whether a version is tried on some requests. */
    public boolean isCanary(VersionLife version) {
        return entry.canary() != null && entry.canary().version().equals(version.name());
    }
}
