package dev.outrank.embedding.shard;

import dev.outrank.bundle.failure.BundleException;
import java.util.Optional;

/** Loads one and the same shard of every version. */
interface ShardLoader {

    /** Returns the index of the shard that is loaded of every version. */
    int shard();

    /**
     * Returns the mapped shard, held once; empty where the version's plan has fewer shards. Blocks.
     *
     * @throws BundleException if a file is not what its format says, or of another bundle
     */
    Optional<LoadedVersion> load(WantedVersion wanted);
}
