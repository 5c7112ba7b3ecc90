package dev.outrank.embedding.shard;

import dev.outrank.bundle.failure.OutrankException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All versions of which this process serves its shard. Thread-safe. */
public final class ShardCatalog implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ShardCatalog.class);

    private final ShardLoader loader;
    private volatile ShardGeneration current;
    private volatile List<FailedVersion> failed = List.of();
    private volatile boolean applied;

    ShardCatalog(ShardLoader loader) {
        this.loader = loader;
        this.current = new ShardGeneration(loader.shard(), List.of());
    }

    /** Returns the index of the shard that this process serves. */
    public int shard() {
        return loader.shard();
    }

    /**
     * Goes on with exactly these versions. Loads what is new before it drops what is old; what is old stays mapped until its last lookup
     * is answered. A version that cannot be loaded is remembered in {@link #failed()} and keeps no other from being served. Blocks.
     */
    public synchronized void apply(List<WantedVersion> wanted) {
        List<LoadedVersion> next = new ArrayList<>();
        List<FailedVersion> failures = new ArrayList<>();
        for (WantedVersion version : wanted) {
            try {
                heldOrLoaded(version).ifPresent(next::add);
            } catch (RuntimeException e) {
                failures.add(new FailedVersion(version.key(), reason(e)));
            }
        }
        failures.stream()
                .filter(failure -> !failed.contains(failure))
                .forEach(failure -> log.warn("Cannot load {}: {}", failure.key(), failure.reason()));
        ShardGeneration previous = current;
        current = new ShardGeneration(loader.shard(), next);
        failed = List.copyOf(failures);
        applied = true;
        previous.close();
    }

    private static String reason(RuntimeException failure) {
        return failure instanceof OutrankException ? String.valueOf(failure.getMessage()) : failure.toString();
    }

    private Optional<LoadedVersion> heldOrLoaded(WantedVersion wanted) {
        @Nullable
        LoadedVersion held = current.versions().stream()
                .filter(version -> version.isFrom(wanted))
                .findFirst()
                .orElse(null);
        return held != null && held.tryHold() ? Optional.of(held) : loader.load(wanted);
    }

    /** Returns the current generation, leased: close it when the lookup is answered. Never blocks. */
    public ShardGeneration lease() {
        while (true) {
            ShardGeneration generation = current;
            if (generation.tryLease()) {
                return generation;
            }
            // It was superseded between the two lines and has gone; the next one is there.
        }
    }

    /** Returns the versions that could not be loaded at the last attempt. */
    public List<FailedVersion> failed() {
        return failed;
    }

    /** Returns whether what the registry wants was ever applied. */
    public boolean applied() {
        return applied;
    }

    /** Serves nothing from now on; each version is unmapped after its last lookup. */
    @Override
    public void close() {
        apply(List.of());
    }
}
