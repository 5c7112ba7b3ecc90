package dev.outrank.embedding.shard;

import dev.outrank.artifact.ShardPlaces;
import dev.outrank.bundle.memory.AddressRange;
import dev.outrank.bundle.shard.PackedShard;
import dev.outrank.bundle.shard.ShardHeader;
import dev.outrank.bundle.shard.ShardMemory;
import dev.outrank.engine.EmbeddingEngine;
import dev.outrank.lookup.ShardKey;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** This process's shard of one version, in memory. Owns that; gives it back when the last generation lets go. Thread-safe. */
public final class LoadedVersion {

    private static final Logger log = LoggerFactory.getLogger(LoadedVersion.class);

    private final WantedVersion source;
    private final PackedShard shard;
    private final EmbeddingEngine engine;
    private final ShardPlaces.Place place;
    private final CompletableFuture<@Nullable Void> unmapped = new CompletableFuture<>();
    private final LeaseCount generations = new LeaseCount(this::unmap);

    LoadedVersion(WantedVersion source, PackedShard shard, EmbeddingEngine engine, ShardPlaces.Place place) {
        this.place = place;
        this.source = source;
        this.shard = shard;
        this.engine = engine;
    }

    /** Returns its name. */
    public VersionKey key() {
        return source.key();
    }

    /** Returns what is loaded. */
    public ShardHeader header() {
        return shard.header();
    }

    /** Returns the bytes of its rows, mapped or copied. */
    public long rowsBytes() {
        return shard.rowsBytes();
    }

    /** Returns the bytes of its rows that are mapped. */
    public long mappedBytes() {
        return shard.mappedBytes();
    }

    /** Returns the bytes of its rows that are copied. */
    public long copiedBytes() {
        return shard.copiedBytes();
    }

    /** Returns how its rows are held, and why. */
    public ShardMemory memory() {
        return shard.memory();
    }

    /** Returns where its rows are; empty once they are given back. */
    List<AddressRange> addresses() {
        return shard.addresses();
    }

    /** Returns the engine over its tables; use it only under a lease. */
    public EmbeddingEngine engine() {
        return engine;
    }

    /** Returns whether its rows are still in memory; without a lease this may change at any time. */
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

    /** Returns what is done once its memory is given back. */
    CompletableFuture<@Nullable Void> unmapped() {
        return unmapped;
    }

    private void unmap() {
        try {
            shard.close();
            place.close();
            log.info("Unmapped {}, {} bytes", key(), rowsBytes());
        } finally {
            unmapped.complete(null);
        }
    }
}
