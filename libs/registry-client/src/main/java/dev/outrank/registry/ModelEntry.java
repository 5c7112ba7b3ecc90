package dev.outrank.registry;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonDeserialize;

/**
 * One model and all its versions.
 *
 * @param name unique within the registry
 * @param activeVersion the version that answers requests that name none, or null while there is none
 * @param canary the version that some of the requests that name none go to instead, or null
 * @param pinned whether requests that name no version stay with the active one until the model is unpinned
 * @param versions in the order of their registration
 */
public record ModelEntry(
        String name,
        @Nullable String activeVersion,
        @Nullable Canary canary,
        @JsonDeserialize(using = AbsentIsFalse.class) boolean pinned,
        List<VersionEntry> versions) {

    public ModelEntry {
        Required.text("name", name);
        versions = List.copyOf(Required.present("versions", versions));
        Set<String> names = new HashSet<>();
        for (VersionEntry version : versions) {
            if (!names.add(version.version())) {
                throw new IllegalArgumentException("models['" + name + "'].versions: '" + version.version()
                        + "' occurs twice (expected: distinct versions)");
            }
        }
        if (activeVersion != null && !names.contains(activeVersion)) {
            throw new IllegalArgumentException(
                    "models['" + name + "'].activeVersion: '" + activeVersion + "' (expected: one of " + names + ")");
        }
        if (canary != null && !names.contains(canary.version())) {
            throw new IllegalArgumentException("models['" + name + "'].canary.version: '" + canary.version()
                    + "' (expected: one of " + names + ")");
        }
    }

    /** Makes an entry without a canary, not pinned. */
    public ModelEntry(String name, @Nullable String activeVersion, List<VersionEntry> versions) {
        this(name, activeVersion, null, false, versions);
    }

    /** Returns the version with this name. */
    public Optional<VersionEntry> version(String version) {
        return versions.stream()
                .filter(entry -> entry.version().equals(version))
                .findFirst();
    }

    /** Returns the version that answers requests that name none. */
    public Optional<VersionEntry> active() {
        return activeVersion == null ? Optional.empty() : version(activeVersion);
    }
}
