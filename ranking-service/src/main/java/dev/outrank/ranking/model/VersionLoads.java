package dev.outrank.ranking.model;

import dev.outrank.bundle.failure.OutrankException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The versions that are loaded and those that could not be. Owns the loaded ones; for one thread at a time. */
final class VersionLoads {

    private static final Logger log = LoggerFactory.getLogger(VersionLoads.class);

    private final ModelLoader loader;
    private final LongSupplier nanoTime;
    private final Map<VersionKey, LoadedModel> loaded = new HashMap<>();
    private final Map<VersionKey, Failure> failures = new HashMap<>();

    VersionLoads(ModelLoader loader, LongSupplier nanoTime) {
        this.loader = loader;
        this.nanoTime = nanoTime;
    }

    private record Failure(String reason, int inARow, long retryNanos) {}

    /** Returns a version that is loaded, or loads it, however often that failed before. */
    VersionStatus load(VersionKey key) {
        LoadedModel known = loaded.get(key);
        return known == null ? attempt(key) : new VersionStatus.Serving(known);
    }

    /** Returns a version that is loaded, or loads it, unless that failed and the time to try again has not come. */
    VersionStatus loadIfDue(VersionKey key) {
        Failure failure = failures.get(key);
        return failure == null || isDue(failure) ? load(key) : new VersionStatus.Failed(failure.reason());
    }

    /** Returns whether a version that did not load should be tried again by now. */
    boolean retryIsDue() {
        return failures.values().stream().anyMatch(this::isDue);
    }

    private boolean isDue(Failure failure) {
        return nanoTime.getAsLong() - failure.retryNanos() >= 0;
    }

    /** Whatever a bundle does to the loading, a library that does not link or memory that runs out included, is that version's failure alone. */
    private VersionStatus attempt(VersionKey key) {
        try {
            LoadedModel fresh = loader.load(key);
            loaded.put(key, fresh);
            if (failures.remove(key) != null) {
                log.info("Model {} version {} is served after all", key.model(), key.version());
            }
            return new VersionStatus.Serving(fresh);
        } catch (OutrankException e) {
            return failed(key, String.valueOf(e.getMessage()), null);
        } catch (RuntimeException | Error e) {
            return failed(key, e.toString(), e);
        }
    }

    /** Logs a version's failure once for each reason, with the stack only where the reason does not speak for itself. */
    private VersionStatus failed(VersionKey key, String reason, @Nullable Throwable unexpected) {
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
        return new VersionStatus.Failed(reason);
    }

    /** Retires every other version, and forgets the failures of others. */
    void retireAllBut(Set<VersionKey> wanted) {
        failures.keySet().retainAll(wanted);
        loaded.entrySet().removeIf(entry -> {
            boolean gone = !wanted.contains(entry.getKey());
            if (gone) {
                log.info(
                        "Model {} version {} leaves after its last request",
                        entry.getKey().model(),
                        entry.getKey().version());
                entry.getValue().retire();
            }
            return gone;
        });
    }
}
