package dev.outrank.embedding.shard;

import dev.outrank.bundle.failure.OutrankException;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which versions are being loaded, could not be, or have nothing to load here; each by its {@link WantedVersion#content}. Changed by one thread at a time, read by any.
 */
final class VersionLoads {

    private static final Logger log = LoggerFactory.getLogger(VersionLoads.class);

    private final LoadRetries retries;
    private final LongSupplier nanoClock;
    private final Map<WantedVersion, CompletableFuture<@Nullable Void>> loading = new ConcurrentHashMap<>();
    private final Set<WantedVersion> elsewhere = ConcurrentHashMap.newKeySet();
    private volatile Map<WantedVersion, LoadFailure> failures = Map.of();

    VersionLoads(LoadRetries retries, LongSupplier nanoClock) {
        this.retries = retries;
        this.nanoClock = nanoClock;
    }

    /** Forgets what is known of others; what is being loaded of them goes on. */
    void keepOnly(Set<WantedVersion> versions) {
        elsewhere.retainAll(versions);
        change(all -> all.keySet().retainAll(versions));
    }

    private interface Change {
        void to(Map<WantedVersion, LoadFailure> failures);
    }

    private void change(Change change) {
        Map<WantedVersion, LoadFailure> next = new LinkedHashMap<>(failures);
        change.to(next);
        failures = next;
    }

    /** Notes that a version is being loaded, unless it is already, has nothing to load, or is to be left alone for now. */
    boolean tryBegin(WantedVersion version) {
        LoadFailure failure = failures.get(version);
        if (elsewhere.contains(version) || (failure != null && !failure.isDue(nanoClock.getAsLong()))) {
            return false;
        }
        return loading.putIfAbsent(version, new CompletableFuture<>()) == null;
    }

    void end(WantedVersion version) {
        CompletableFuture<@Nullable Void> end = loading.remove(version);
        if (end != null) {
            end.complete(null);
        }
    }

    /** Returns the ends of the loads that run of a model's versions, but for those that are wanted. */
    Collection<CompletableFuture<@Nullable Void>> ends(String model, Set<WantedVersion> wanted) {
        Map<WantedVersion, CompletableFuture<@Nullable Void>> others = new LinkedHashMap<>(loading);
        others.keySet()
                .removeIf(version ->
                        wanted.contains(version) || !version.key().model().equals(model));
        return others.values();
    }

    void succeeded(WantedVersion version, boolean isHere) {
        change(all -> all.remove(version));
        if (!isHere) {
            elsewhere.add(version);
        }
    }

    void failed(WantedVersion version, Throwable cause) {
        LoadFailure before = failures.get(version);
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
        long retryNanos = nanoClock.getAsLong() + pause.toNanos();
        change(all -> all.put(version, new LoadFailure(failed, count, retryNanos)));
    }

    boolean isElsewhere(WantedVersion version) {
        return elsewhere.contains(version);
    }

    @Nullable
    LoadFailure failure(WantedVersion version) {
        return failures.get(version);
    }

    Collection<LoadFailure> failures() {
        return failures.values();
    }

    /** Returns whether a version that could not be loaded is to be tried again by now. */
    boolean isRetryDue() {
        long nowNanos = nanoClock.getAsLong();
        return failures.entrySet().stream()
                .anyMatch(failure -> failure.getValue().isDue(nowNanos) && !loading.containsKey(failure.getKey()));
    }
}
