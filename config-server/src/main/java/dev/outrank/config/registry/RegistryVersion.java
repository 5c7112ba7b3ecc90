package dev.outrank.config.registry;

import dev.outrank.registry.MemoryMode;
import dev.outrank.registry.VersionEntry;
import dev.outrank.registry.VersionState;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
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
 * @param memoryMode whether shards hold it beside the version before it, or instead of it
 * @param holders the instances that are to hold it, with commas between them; null for all
 * @param failure why it is {@code FAILED}; null in other states
 * @param stateRevision the revision that made the state, or gave the last turn to hold it
 * @param supersededRevision the revision that made another version the active one after it; null while it is active, and before it was
 */
record RegistryVersion(
        @Id @Nullable Long id,
        String model,
        String version,
        VersionState state,
        String bundle,
        String shards,
        String bundleFingerprint,
        MemoryMode memoryMode,
        @Nullable String holders,
        @Nullable String failure,
        long stateRevision,
        @Nullable Long supersededRevision) {

    /** Makes a version that was registered just now. */
    static RegistryVersion registered(Registration registration, String fingerprint, long revision) {
        return new RegistryVersion(
                null,
                registration.model(),
                registration.version(),
                VersionState.REGISTERED,
                registration.bundle().toUri().toString(),
                registration.shards().toString(),
                fingerprint,
                registration.memoryMode(),
                null,
                null,
                revision,
                null);
    }

    /** Returns the version in another state, without the failure of an earlier one. */
    RegistryVersion in(VersionState next, long revision) {
        return with(next, holders, null, revision, supersededRevision);
    }

    /** Returns the version as it failed: no replica is to hold it any more. */
    RegistryVersion failed(String why, long revision) {
        return with(VersionState.FAILED, null, why, revision, supersededRevision);
    }

    /** Returns the version with other instances to hold it; null for all. */
    RegistryVersion heldBy(@Nullable List<String> instances, long revision) {
        return with(
                state, instances == null ? null : String.join(",", instances), failure, revision, supersededRevision);
    }

    RegistryVersion superseded(@Nullable Long revision) {
        return with(state, holders, failure, stateRevision, revision);
    }

    private RegistryVersion with(
            VersionState nextState,
            @Nullable String nextHolders,
            @Nullable String nextFailure,
            long nextStateRevision,
            @Nullable Long nextSuperseded) {
        return new RegistryVersion(
                id,
                model,
                version,
                nextState,
                bundle,
                shards,
                bundleFingerprint,
                memoryMode,
                nextHolders,
                nextFailure,
                nextStateRevision,
                nextSuperseded);
    }

    /** Returns whether replicas take turns to hold it. */
    boolean isExchanged() {
        return state.isLoadable() && holders != null;
    }

    /** Returns what it was registered by. */
    Registration toRegistration() {
        return new Registration(model, version, Path.of(URI.create(bundle)), URI.create(shards), memoryMode);
    }

    VersionEntry toEntry() {
        return new VersionEntry(
                version,
                state,
                URI.create(bundle),
                URI.create(shards),
                bundleFingerprint,
                memoryMode,
                holderNames(),
                failure);
    }

    private @Nullable List<String> holderNames() {
        if (holders == null) {
            return null;
        }
        return holders.isEmpty() ? List.of() : List.of(holders.split(",", -1));
    }
}
