package dev.outrank.registry;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One model and all its versions.
 *
 * @param name unique within the registry
 * @param activeVersion the version that answers requests that name none, or null while there is none
 * @param versions in the order of their registration
 */
public record ModelEntry(String name, @Nullable String activeVersion, List<VersionEntry> versions) {

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
