package dev.outrank.embedding.shard;

import dev.outrank.artifact.ArtifactException;
import dev.outrank.artifact.OpenArtifact;
import dev.outrank.artifact.ShardPlaces;
import dev.outrank.bundle.memory.MemoryMode;
import dev.outrank.bundle.memory.MemorySettings;
import dev.outrank.embedding.PackedModel;
import dev.outrank.engine.ScalarPoolingKernels;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Catalogs for tests. */
public final class ShardCatalogs {

    static final LoadRetries RETRIES = new LoadRetries(Duration.ofSeconds(10), Duration.ofMinutes(10));

    private ShardCatalogs() {}

    /** Returns a catalog of one version of a model, of which it serves shard 0. */
    public static ShardCatalog serving(PackedModel model, String version) {
        ShardCatalog catalog = mapping(0);
        catalog.apply(
                1,
                List.of(new WantedVersion(
                        new VersionKey(model.name(), version), model.packed().toUri(), model.bundleFingerprint())));
        return catalog;
    }

    /** Returns a catalog that tells which versions it would load, on a clock that stands still. Every load may fail by throwing. */
    public static ShardCatalog telling(Consumer<WantedVersion> loads) {
        return telling(loads, new AtomicLong()::get);
    }

    static ShardCatalog telling(Consumer<WantedVersion> loads, LongSupplier nanoClock) {
        ShardLoader loader = new ShardLoader() {
            @Override
            public int shard() {
                return 0;
            }

            @Override
            public Optional<LoadedVersion> load(WantedVersion wanted) {
                loads.accept(wanted);
                return Optional.empty();
            }
        };
        return new ShardCatalog(loader, Runnable::run, RETRIES, nanoClock);
    }

    static ShardCatalog mapping(int shard) {
        return new ShardCatalog(mappingLoader(shard), Runnable::run, RETRIES, System::nanoTime);
    }

    static ShardLoader mappingLoader(int shard) {
        return mappingLoader(shard, new ShardPlaces(ShardCatalogs::nothing, Path.of("never-made"), 1));
    }

    static ShardLoader mappingLoader(int shard, ShardPlaces places) {
        return new MappedShardLoader(
                shard, true, places, MemorySettings.of(MemoryMode.MAPPED), new ScalarPoolingKernels());
    }

    private static OpenArtifact nothing(URI file, long from, @Nullable String tag) {
        throw new ArtifactException(file + ": asked for (expected: local files)");
    }
}
