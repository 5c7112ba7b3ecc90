package dev.outrank.ranking.model;

import dev.outrank.bundle.failure.OutrankException;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The versions that are wanted, and what became of each: loaded in the background, and again after a while where that failed. Owns the loaded ones. Thread-safe, and never blocks.
 */
final class VersionLoads {

    private static final Logger log = LoggerFactory.getLogger(VersionLoads.class);

    private final ModelLoader loader;
    private final Executor executor;
    private final LongSupplier nanoTime;
    private final Runnable changed;

    // Guarded by this.
    private Set<VersionKey> wanted = Set.of();
    private final Set<VersionKey> loading = new HashSet<>();
    private final Map<VersionKey, LoadedModel> loaded = new HashMap<>();
    private final Map<VersionKey, Failure> failures = new HashMap<>();
    private final Set<LoadedModel> draining = new LinkedHashSet<>();

    /**
     * Makes loads of which nothing is wanted yet.
     *
     * @param executor on which versions load
     * @param changed run when a load has ended or a retired version is closed, without any lock of this
     */
    VersionLoads(ModelLoader loader, Executor executor, LongSupplier nanoTime, Runnable changed) {
        this.loader = loader;
        this.executor = executor;
        this.nanoTime = nanoTime;
        this.changed = changed;
    }

    private record Failure(String reason, int inARow, long retryNanos) {}

    /** Begins to load what is wanted now and not there, in this order. What is loaded stays until {@link #retireUnwanted}; failures of others are forgotten. */
    void want(Set<VersionKey> keys) {
        synchronized (this) {
            wanted = Collections.unmodifiableSet(new LinkedHashSet<>(keys));
            failures.keySet().retainAll(wanted);
        }
        loadWhatIsDue();
    }

    /** Begins to load what is wanted, not there, and was not tried too short a time ago. */
    void loadWhatIsDue() {
        for (VersionKey key : takeDue()) {
            executor.execute(() -> attempt(key));
        }
    }

    private synchronized List<VersionKey> takeDue() {
        List<VersionKey> due = wanted.stream()
                .filter(key -> !loaded.containsKey(key) && isDue(failures.get(key)) && !loading.contains(key))
                .toList();
        loading.addAll(due);
        return due;
    }

    private boolean isDue(@Nullable Failure failure) {
        return failure == null || nanoTime.getAsLong() - failure.retryNanos() >= 0;
    }

    /** Returns what became of a wanted version; one that failed stays so while it is tried again. */
    synchronized VersionStatus status(VersionKey key) {
        LoadedModel model = loaded.get(key);
        if (model != null) {
            return new VersionStatus.Serving(model);
        }
        Failure failure = failures.get(key);
        return failure == null ? new VersionStatus.Loading() : new VersionStatus.Failed(failure.reason());
    }

    /** Returns the loaded versions that are not wanted any more: those that are retired and not closed yet, in that order, and those that are about to be. */
    synchronized List<VersionKey> draining() {
        Stream<VersionKey> next = loaded.keySet().stream().filter(key -> !wanted.contains(key));
        return Stream.concat(draining.stream().map(LoadedModel::key), next).toList();
    }

    /** Whatever a bundle does to the loading, a library that does not link or memory that runs out included, is that version's failure alone. */
    private void attempt(VersionKey key) {
        if (!isWantedStill(key)) {
            return;
        }
        try {
            ended(key, loader.load(key));
        } catch (OutrankException e) {
            failed(key, String.valueOf(e.getMessage()), null);
        } catch (RuntimeException | Error e) {
            failed(key, e.toString(), e);
        }
        changed.run();
    }

    private synchronized boolean isWantedStill(VersionKey key) {
        if (!wanted.contains(key)) {
            loading.remove(key);
        }
        return wanted.contains(key);
    }

    private synchronized void ended(VersionKey key, LoadedModel fresh) {
        loading.remove(key);
        if (wanted.contains(key)) {
            loaded.put(key, fresh);
            failures.remove(key);
            log.info("Model {} version {} is loaded", key.model(), key.version());
        } else {
            log.info("Model {} version {} is loaded and not wanted any more", key.model(), key.version());
            fresh.retire();
        }
    }

    /** Logs a version's failure once for each reason, with the stack only where the reason does not speak for itself. */
    private synchronized void failed(VersionKey key, String reason, @Nullable Throwable unexpected) {
        loading.remove(key);
        if (!wanted.contains(key)) {
            return;
        }
        Failure before = failures.get(key);
        int inARow = before == null ? 1 : before.inARow() + 1;
        long wait = RetryBackoff.afterFailures(inARow).toNanos();
        failures.put(key, new Failure(reason, inARow, nanoTime.getAsLong() + wait));
        if (before == null || !reason.equals(before.reason())) {
            log.error(
                    "Model {} version {} is not served, to be tried again: {}",
                    key.model(),
                    key.version(),
                    reason,
                    unexpected);
        }
    }

    /** Retires every version that is loaded and not wanted. */
    synchronized void retireUnwanted() {
        loaded.values().removeIf(model -> {
            boolean gone = !wanted.contains(model.key());
            if (gone) {
                retire(model);
            }
            return gone;
        });
    }

    private void retire(LoadedModel model) {
        log.info(
                "Model {} version {} leaves after its last request",
                model.key().model(),
                model.key().version());
        draining.add(model);
        model.retire();
        var _ = model.closed().thenRun(() -> drained(model));
    }

    private void drained(LoadedModel model) {
        synchronized (this) {
            draining.remove(model);
        }
        changed.run();
    }
}
