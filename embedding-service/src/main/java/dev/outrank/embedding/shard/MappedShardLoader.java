package dev.outrank.embedding.shard;

import dev.outrank.artifact.PlanPart;
import dev.outrank.artifact.ShardPlaces;
import dev.outrank.bundle.failure.BundleException;
import dev.outrank.bundle.memory.MemorySettings;
import dev.outrank.bundle.plan.PlanFormat;
import dev.outrank.bundle.shard.PackedShard;
import dev.outrank.bundle.shard.ShardHeader;
import dev.outrank.engine.EmbeddingEngine;
import dev.outrank.engine.PoolingKernels;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Maps or copies this process's shard of a version, from where its files are or were brought to. */
final class MappedShardLoader implements ShardLoader {

    private static final Logger log = LoggerFactory.getLogger(MappedShardLoader.class);

    private final int shard;
    private final boolean verifyChecksums;
    private final ShardPlaces places;
    private final MemorySettings memory;
    private final PoolingKernels kernels;

    MappedShardLoader(
            int shard, boolean verifyChecksums, ShardPlaces places, MemorySettings memory, PoolingKernels kernels) {
        this.shard = shard;
        this.places = places;
        this.verifyChecksums = verifyChecksums;
        this.memory = memory;
        this.kernels = kernels;
    }

    @Override
    public int shard() {
        return shard;
    }

    @Override
    public Optional<LoadedVersion> load(WantedVersion wanted) {
        ShardPlaces.Place place = places.of(wanted.shards(), wanted.bundleFingerprint(), PlanPart.shard(shard));
        Optional<LoadedVersion> loaded = Optional.empty();
        try {
            loaded = load(wanted, place);
            return loaded;
        } finally {
            if (loaded.isEmpty()) {
                place.close();
            }
        }
    }

    private Optional<LoadedVersion> load(WantedVersion wanted, ShardPlaces.Place place) {
        long startedNanos = System.nanoTime();
        Path directory = place.directory();
        int shards = PlanFormat.read(directory.resolve(PlanFormat.FILE_NAME))
                .shards()
                .size();
        if (shard >= shards) {
            log.info("{} has {} shards, nothing to load for shard {}", wanted.key(), shards, shard);
            return Optional.empty();
        }
        LoadedVersion loaded = open(wanted, directory.resolve(PackedShard.directoryName(shard)), place);
        log.info(
                "Loaded {}: shard {} of {}, {} tables, {} bytes {} ({}), in {} ms",
                wanted.key(),
                shard,
                shards,
                loaded.header().tables().size(),
                loaded.rowsBytes(),
                loaded.memory().mode(),
                loaded.memory().reason(),
                (System.nanoTime() - startedNanos) / 1_000_000);
        return Optional.of(loaded);
    }

    private LoadedVersion open(WantedVersion wanted, Path directory, ShardPlaces.Place place) {
        // Before it is opened, because that may read all rows, and again for what was opened.
        requireIs(wanted, directory, PackedShard.readHeader(directory));
        PackedShard packed = rightly(place, () -> PackedShard.open(directory, memory));
        boolean accepted = false;
        try {
            requireIs(wanted, directory, packed.header());
            if (verifyChecksums) {
                rightly(place, () -> {
                    packed.verifyChecksums();
                    return packed;
                });
            }
            LoadedVersion loaded = new LoadedVersion(wanted, packed, new EmbeddingEngine(packed, kernels), place);
            accepted = true;
            return loaded;
        } finally {
            if (!accepted) {
                packed.close();
            }
        }
    }

    /** Reads files; where they are not what they should be, they are not to be found in the cache the next time. */
    private static PackedShard rightly(ShardPlaces.Place place, Supplier<PackedShard> reading) {
        try {
            return reading.get();
        } catch (BundleException e) {
            place.discard();
            throw e;
        }
    }

    private void requireIs(WantedVersion wanted, Path directory, ShardHeader header) {
        if (!header.model().equals(wanted.key().model())) {
            throw new BundleException(directory + ": model '" + header.model() + "' (expected: '"
                    + wanted.key().model() + "' as registered)");
        }
        if (header.shard() != shard) {
            throw new BundleException(directory + ": shard " + header.shard() + " (expected: " + shard + ")");
        }
        if (!header.bundleFingerprint().equals(wanted.bundleFingerprint())) {
            throw new BundleException(directory + ": bundleFingerprint " + header.bundleFingerprint() + " (expected: "
                    + wanted.bundleFingerprint() + " as registered; pack the bundle again)");
        }
    }
}
