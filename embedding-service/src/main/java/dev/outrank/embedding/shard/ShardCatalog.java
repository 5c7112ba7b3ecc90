package dev.outrank.embedding.shard;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All versions of which this process serves its shard. Thread-safe. */
public final class ShardCatalog implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ShardCatalog.class);

    private final ShardLoader loader;
    private final Executor executor;
    private final List<Consumer<Set<VersionKey>>> generationListeners = new CopyOnWriteArrayList<>();
    private final List<Consumer<VersionConditions>> conditionListeners = new CopyOnWriteArrayList<>();

    // Changed under this. What is wanted is found by its content.
    private final VersionLoads loads;
    private final ShardGenerations generations;
    private Map<WantedVersion, WantedVersion> wanted = Map.of();
    private long revision;
    private volatile VersionConditions conditions = new VersionConditions(0, List.of(), 0);
    private volatile boolean applied;

    /**
     * Makes a catalog that serves nothing yet.
     *
     * @param executor on which versions load
     * @param nanoClock the time, as {@link System#nanoTime()}
     */
    ShardCatalog(ShardLoader loader, Executor executor, LoadRetries retries, LongSupplier nanoClock) {
        this.loader = loader;
        this.executor = executor;
        this.loads = new VersionLoads(retries, nanoClock);
        this.generations = new ShardGenerations(loader.shard());
    }

    /** Returns the index of the shard that this process serves. */
    public int shard() {
        return loader.shard();
    }

    /** Has a listener told the versions that are served, after each time that they may have changed, in order. It must return at once. */
    public void onGeneration(Consumer<Set<VersionKey>> listener) {
        generationListeners.add(listener);
    }

    /** Has a listener told the conditions, each time that they have changed, in order. It must return at once. */
    public void onConditions(Consumer<VersionConditions> listener) {
        conditionListeners.add(listener);
    }

    /**
     * Goes on with exactly these versions: at once with those that are loaded, with each of the others as soon as it is, in the background. What is not among them stays in memory until its last lookup is
     * answered. A version that cannot be loaded, for whatever reason, is remembered in {@link #failed()}, left alone for a while that grows with each failure, and keeps no other from being served.
     *
     * @param snapshotRevision of the registry's snapshot that wants them
     */
    public synchronized void apply(long snapshotRevision, List<WantedVersion> versions) {
        revision = snapshotRevision;
        wanted = new LinkedHashMap<>();
        versions.forEach(version -> wanted.put(version.content(), version));
        loads.keepOnly(wanted.keySet());
        exchange(null);
        List.copyOf(wanted.values()).stream()
                .sorted(Comparator.comparing(WantedVersion::fresh))
                .filter(version -> generations.of(version.content()).isEmpty() && loads.tryBegin(version.content()))
                .forEach(this::begin);
        settle();
    }

    private void begin(WantedVersion version) {
        CompletableFuture<?>[] before =
                version.replacing() ? leaving(version.key().model()) : new CompletableFuture<?>[0];
        if (before.length > 0) {
            log.info("{} is loaded once {} versions have given back their memory", version.key(), before.length);
        }
        var _ = CompletableFuture.allOf(before).thenRunAsync(() -> load(version.content()), executor);
    }

    /** Returns the ends of those versions of a model that are in memory, or on their way there, and not wanted. */
    private CompletableFuture<?>[] leaving(String model) {
        return Stream.concat(generations.ends(model), loads.ends(model, wanted.keySet()).stream())
                .toArray(CompletableFuture<?>[]::new);
    }

    /** Loads a version on this thread. Errors are its failures too: a fault of the disk under a mapping is one, and so is too little memory for this one version. */
    private void load(WantedVersion content) {
        if (!isWantedStill(content)) {
            return;
        }
        try {
            Optional<LoadedVersion> version = loader.load(content);
            ended(content, () -> take(content, version));
        } catch (Throwable e) {
            ended(content, () -> fail(content, e));
        }
    }

    private synchronized boolean isWantedStill(WantedVersion content) {
        if (!wanted.containsKey(content)) {
            loads.end(content);
        }
        return wanted.containsKey(content);
    }

    private synchronized void ended(WantedVersion content, Runnable outcome) {
        try {
            outcome.run();
        } finally {
            loads.end(content);
            settle();
        }
    }

    private void take(WantedVersion content, Optional<LoadedVersion> version) {
        if (wanted.containsKey(content)) {
            loads.succeeded(content, version.isPresent());
            version.ifPresent(this::exchange);
        } else {
            log.info("{} is not wanted any more", content.key());
            version.ifPresent(LoadedVersion::drop);
        }
    }

    private void fail(WantedVersion content, Throwable cause) {
        if (wanted.containsKey(content)) {
            loads.failed(content, cause);
        }
    }

    private void exchange(@Nullable LoadedVersion fresh) {
        for (LoadedVersion gone : generations.exchange(wanted.keySet(), fresh)) {
            var _ = gone.unmapped().thenRun(() -> drained(gone));
        }
        Set<VersionKey> served =
                generations.versions().stream().map(LoadedVersion::key).collect(Collectors.toUnmodifiableSet());
        generationListeners.forEach(listener -> listener.accept(served));
    }

    private synchronized void drained(LoadedVersion version) {
        generations.drained(version);
        settle();
    }

    private synchronized void settle() {
        VersionConditions next = VersionConditions.of(revision, wanted.keySet(), generations, loads);
        applied = applied
                || wanted.values().stream().noneMatch(version -> !version.fresh() && next.isLoading(version.key()));
        if (!next.equals(conditions)) {
            conditions = next;
            conditionListeners.forEach(listener -> listener.accept(next));
        }
    }

    /** Returns what is loaded, loading, draining and failed by now, and of which revision that is. */
    public VersionConditions conditions() {
        return conditions;
    }

    /** Returns whether a version that could not be loaded is to be tried again by now, by applying it once more. Never blocks. */
    public boolean isRetryDue() {
        return loads.isRetryDue();
    }

    /** Returns the current generation, leased: close it when the lookup is answered. Never blocks. */
    public ShardGeneration lease() {
        return generations.lease();
    }

    /** Returns the versions that could not be loaded at the last attempt. */
    public List<FailedVersion> failed() {
        return loads.failures().stream().map(LoadFailure::version).toList();
    }

    /** Returns whether the registry was heard, and what it had served by then is loaded here too, or failed to; stays true. */
    public boolean applied() {
        return applied;
    }

    /** Serves nothing from now on; each version is unmapped after its last lookup, and one that is being loaded when that ends. */
    @Override
    public void close() {
        apply(revision, List.of());
    }
}
