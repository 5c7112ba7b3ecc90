package dev.outrank.embedding.shard;

import dev.outrank.lookup.ShardKey;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;

/** The versions that are served together at one time; immutable. A lease on it keeps all of them mapped until it is closed. */
public final class ShardGeneration implements AutoCloseable {

    private final int shard;
    private final Map<VersionKey, LoadedVersion> versions;
    private final LeaseCount leases = new LeaseCount(this::dropVersions);

    /** Takes over one hold on each version. */
    ShardGeneration(int shard, List<LoadedVersion> held) {
        this.shard = shard;
        Map<VersionKey, LoadedVersion> byKey = new LinkedHashMap<>();
        held.forEach(version -> byKey.put(version.key(), version));
        this.versions = byKey;
    }

    /** Returns the index of the shard that this process serves. */
    public int shard() {
        return shard;
    }

    /** Returns the versions, in the registry's order. */
    public Collection<LoadedVersion> versions() {
        return versions.values();
    }

    /**
     * Returns the version that a lookup is for.
     *
     * @throws UnknownVersionException if it is not loaded
     * @throws WrongShardException if the lookup expects something else under this name
     */
    public LoadedVersion require(ShardKey target) {
        VersionKey key = new VersionKey(target.model(), target.version());
        LoadedVersion version = versions.get(key);
        if (version == null) {
            throw new UnknownVersionException(key, shard);
        }
        version.requireIs(target);
        return version;
    }

    boolean tryLease() {
        return leases.tryHold();
    }

    /** Returns a lease; after the last one of a superseded generation, versions that no other generation holds are unmapped. */
    @Override
    public void close() {
        leases.drop();
    }

    /** As {@link #close}, but versions are unmapped by an executor: for event loops. */
    public void closeOn(Executor executor) {
        leases.dropOn(executor);
    }

    private void dropVersions() {
        versions.values().forEach(LoadedVersion::drop);
    }
}
