package dev.outrank.embedding.shard;

import dev.outrank.bundle.failure.OutrankException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All versions of which this process serves its shard. Thread-safe. */
public final class ShardCatalog implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ShardCatalog.class);

    private final ShardLoader loader;
    private final LoadRetries retries;
    private final LongSupplier nanoClock;
    private final List<Consumer<Set<VersionKey>>> listeners = new CopyOnWriteArrayList<>();
    private volatile ShardGeneration current;
    private volatile Map<WantedVersion, LoadFailure> failures = Map.of();
    private volatile boolean applied;

    /**
     * Makes a catalog that serves nothing yet.
     *
     * @param nanoClock the time, as {@link System#nanoTime()}
     */
    ShardCatalog(ShardLoader loader, LoadRetries retries, LongSupplier nanoClock) {
        this.loader = loader;
        this.retries = retries;
        this.nanoClock = nanoClock;
        this.current = new ShardGeneration(loader.shard(), List.of());
    }

    /** Returns the index of the shard that this process serves. */
    public int shard() {
        return loader.shard();
    }

    /** Has a listener told the versions that are served, after each time they were applied, on that thread. */
    public void onApplied(Consumer<Set<VersionKey>> listener) {
        listeners.add(listener);
    }

    /**
     * Goes on with exactly these versions. Loads what is new before it drops what is old; what is old stays mapped until its last lookup
     * is answered. A version that cannot be loaded, for whatever reason, is remembered in {@link #failed()}, left alone for a while that
     * grows with each failure, and keeps no other from being served. Blocks.
     */
    public synchronized void apply(List<WantedVersion> wanted) {
        List<LoadedVersion> next = new ArrayList<>(wanted.size());
        boolean taken = false;
        try {
            Map<WantedVersion, LoadFailure> failing = load(wanted, next);
            ShardGeneration previous = current;
            current = new ShardGeneration(loader.shard(), next);
            taken = true;
            failures = Collections.unmodifiableMap(failing);
            applied = true;
            previous.close();
        } finally {
            if (!taken) {
                next.forEach(LoadedVersion::drop);
            }
        }
        Set<VersionKey> served = next.stream().map(LoadedVersion::key).collect(Collectors.toUnmodifiableSet());
        listeners.forEach(listener -> listener.accept(served));
    }

    /** Adds a hold on each version that can be served; returns those that cannot. */
    private Map<WantedVersion, LoadFailure> load(List<WantedVersion> wanted, List<LoadedVersion> next) {
        Map<WantedVersion, LoadFailure> failing = new LinkedHashMap<>();
        for (WantedVersion version : wanted) {
            LoadFailure before = failures.get(version);
            if (before != null && !before.isDue(nanoClock.getAsLong())) {
                failing.put(version, before);
                continue;
            }
            try {
                heldOrLoaded(version).ifPresent(next::add);
            } catch (Throwable e) {
                // Errors too: a fault of the disk under a mapping is one, and so is too little memory for this one
                // version.
                failing.put(version, failed(version, before, e));
            }
        }
        return failing;
    }

    private LoadFailure failed(WantedVersion version, @Nullable LoadFailure before, Throwable cause) {
        FailedVersion failed = new FailedVersion(version.key(), LoadFailure.reason(cause));
        int count = before == null ? 1 : before.count() + 1;
        Duration pause = retries.pauseAfter(count);
        if (before != null && before.version().equals(failed)) {
            log.debug("Cannot load {} still, trying again in {}", failed.key(), pause);
        } else if (cause instanceof OutrankException) {
            log.warn("Cannot load {}, trying again in {}: {}", failed.key(), pause, failed.reason());
        } else {
            log.error("Cannot load {}, trying again in {}", failed.key(), pause, cause);
        }
        return new LoadFailure(failed, count, nanoClock.getAsLong() + pause.toNanos());
    }

    private Optional<LoadedVersion> heldOrLoaded(WantedVersion wanted) {
        @Nullable
        LoadedVersion held = current.versions().stream()
                .filter(version -> version.isFrom(wanted))
                .findFirst()
                .orElse(null);
        return held != null && held.tryHold() ? Optional.of(held) : loader.load(wanted);
    }

    /** Returns whether a version that could not be loaded is to be tried again by now. Never blocks. */
    public boolean isRetryDue() {
        long nowNanos = nanoClock.getAsLong();
        return failures.values().stream().anyMatch(failure -> failure.isDue(nowNanos));
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
        return failures.values().stream().map(LoadFailure::version).toList();
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
