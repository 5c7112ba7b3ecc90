package dev.outrank.embedding.registry;

import dev.outrank.embedding.shard.VersionKey;
import dev.outrank.embedding.shard.WantedVersion;
import dev.outrank.registry.InstanceName;
import dev.outrank.registry.MemoryMode;
import dev.outrank.registry.ModelEntry;
import dev.outrank.registry.RegistrySnapshot;
import dev.outrank.registry.VersionEntry;
import dev.outrank.registry.VersionState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which versions an instance is to hold. All that the registry has loaded, but where a version takes another one's memory and replicas are exchanged one at a time:
 *
 * <pre>
 *   holders      all but the version that is replaced: the active one; once the new one is active itself, those before it
 *   the others   all but the new one
 * </pre>
 */
final class WantedVersions {

    private WantedVersions() {}

    /** Returns the versions that {@code instance} is to hold at a snapshot, in the registry's order. */
    static List<WantedVersion> of(RegistrySnapshot snapshot, InstanceName instance) {
        return snapshot.models().stream()
                .flatMap(model -> model.versions().stream()
                        .filter(version -> isHeld(model, version, instance))
                        .map(version -> wanted(model, version)))
                .toList();
    }

    private static boolean isHeld(ModelEntry model, VersionEntry version, InstanceName instance) {
        if (!version.state().isLoadable()) {
            return false;
        }
        if (isExchanged(version) && !isHolder(version, instance)) {
            return false;
        }
        VersionEntry fresh = exchanged(model);
        return fresh == null || !isHolder(fresh, instance) || !isReplaced(model, version, fresh);
    }

    /** Returns the version for which replicas take turns, the newest of them, or null while there is none. */
    private static @Nullable VersionEntry exchanged(ModelEntry model) {
        return model.versions().reversed().stream()
                .filter(version -> version.state().isLoadable() && isExchanged(version))
                .findFirst()
                .orElse(null);
    }

    private static boolean isExchanged(VersionEntry version) {
        return version.memoryMode() == MemoryMode.REPLACE && version.holders() != null;
    }

    private static boolean isHolder(VersionEntry version, InstanceName instance) {
        return version.holders() != null && version.holders().contains(instance.value());
    }

    private static boolean isReplaced(ModelEntry model, VersionEntry version, VersionEntry fresh) {
        if (version.equals(fresh)) {
            return false;
        }
        boolean freshIsActive = fresh.version().equals(model.activeVersion());
        // Once the new one is active, the one before it may be on its way out already.
        return freshIsActive
                ? version.state() == VersionState.READY || version.state() == VersionState.RETIRING
                : version.version().equals(model.activeVersion());
    }

    /** A model that has versions which cannot be held beside others waits for their memory on the way back, too. */
    private static WantedVersion wanted(ModelEntry model, VersionEntry version) {
        return new WantedVersion(
                new VersionKey(model.name(), version.version()),
                version.shards(),
                version.bundleFingerprint(),
                version.state() == VersionState.LOADING,
                model.versions().stream().anyMatch(any -> any.memoryMode() == MemoryMode.REPLACE));
    }
}
