package dev.outrank.embedding.shard;

import dev.outrank.bundle.shard.PackedShard;
import dev.outrank.bundle.shard.ShardHeader;
import dev.outrank.engine.EmbeddingEngine;
import dev.outrank.lookup.ShardKey;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** This process's shard of one version, mapped. Owns the mapping; unmaps it when the last generation lets go. Thread-safe. */
public final class LoadedVersion {

    private static final Logger log = LoggerFactory.getLogger(LoadedVersion.class);

    private final WantedVersion source;
    private final PackedShard shard;
    private final EmbeddingEngine engine;
    private final LeaseCount generations = new LeaseCount(this::unmap);

    LoadedVersion(WantedVersion source, PackedShard shard, EmbeddingEngine engine) {
        this.source = source;
        this.shard = shard;
        this.engine = engine;
    }

    /** Returns its name. */
    public VersionKey key() {
        return source.key();
    }

    /** Returns what is mapped. */
    public ShardHeader header() {
        return shard.header();
    }

    /** Returns the bytes of the mapped rows. */
    public long mappedBytes() {
        return shard.mappedBytes();
    }

    /** Returns the engine over its tables; use it only under a lease. */
    public EmbeddingEngine engine() {
        return engine;
    }

    /** Returns whether its rows are still mapped; without a lease this may change at any time. */
    public boolean isMapped() {
        return generations.isHeld();
    }

    boolean isFrom(WantedVersion wanted) {
        return source.equals(wanted);
    }

    void requireIs(ShardKey target) {
        if (target.shard() != header().shard() || target.fingerprint() != header().fingerprint()) {
            throw new WrongShardException(target, header());
        }
    }

    boolean tryHold() {
        return generations.tryHold();
    }

    void drop() {
        generations.drop();
    }

    private void unmap() {
        shard.close();
        log.info("Unmapped {}, {} bytes", key(), mappedBytes());
    }
}
