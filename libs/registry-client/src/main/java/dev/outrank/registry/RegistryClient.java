package dev.outrank.registry;

import dev.outrank.registry.SnapshotSource.Fetched;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.publisher.Sinks.EmitFailureHandler;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Follows the registry. One for each process; thread-safe.
 *
 * <p>It watches the registry's revisions and asks for the snapshot when there is a new one; it asks now and then without being told, and in the interval of its settings while there is no
 * watch. Following begins with the first subscription to {@link #snapshots()} and goes on until {@link #close()}, also without subscribers.
 * Failures of the registry are never signalled to subscribers: they are logged (the first of a row as a warning) and show in
 * {@link #staleness()}.
 */
public final class RegistryClient implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(RegistryClient.class);
    /** A poll that is just emitting holds the sink for microseconds. */
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(1);

    private final SnapshotSource source;
    private final LastKnownGoodFile file;
    private final OpenWatch watch;
    private final PollPace pace;
    private final Scheduler scheduler;
    private final Sinks.Many<RegistrySnapshot> sink = Sinks.many().replay().latest();
    private final Disposable.Swap polling = Disposables.swap();
    private final AtomicBoolean started = new AtomicBoolean();

    private volatile @Nullable IdentifiedSnapshot held;
    private volatile long confirmedMillis;

    // The polling loop's own, one poll after the other; its threads change.
    private final AtomicInteger failures = new AtomicInteger();
    private volatile @Nullable String etag;

    /** Makes a client; sends nothing yet. The builder is copied. */
    public RegistryClient(RegistrySettings settings, WebClient.Builder builder) {
        this(
                new HttpSnapshotSource(settings, builder),
                new HttpRevisionWatch(settings, builder),
                new LastKnownGoodFile(settings.lastKnownGood()),
                new PollPace(settings.pollInterval(), () -> ThreadLocalRandom.current()
                        .nextDouble()),
                Schedulers.boundedElastic());
    }

    /**
     * Makes a client of parts.
     *
     * @param scheduler runs polls, file access and subscribers; its threads may block; its clock is the client's
     */
    RegistryClient(
            SnapshotSource source,
            RevisionWatch revisions,
            LastKnownGoodFile file,
            PollPace pace,
            Scheduler scheduler) {
        this.source = source;
        this.file = file;
        this.pace = pace;
        this.scheduler = scheduler;
        this.confirmedMillis = now();
        this.watch = new OpenWatch(revisions, pace, scheduler, this::confirmByWatch);
    }

    /**
     * Returns the current snapshot, as soon as there is one, then each newer one, until the client is closed.
     *
     * <p>The first comes from the registry, or from the last-known-good copy when the first poll fails; with neither, nothing is
     * emitted until the registry answers. Snapshots come on a thread that may block, one at a time; a subscriber that is slow
     * misses those that were overtaken, not the newest. Never fails.
     */
    public Flux<RegistrySnapshot> snapshots() {
        if (started.compareAndSet(false, true)) {
            polling.update(
                    Mono.defer(this::round).subscribeOn(scheduler).repeat().subscribe());
            watch.start();
        }
        return sink.asFlux().onBackpressureLatest().publishOn(scheduler, 1);
    }

    /** Returns the newest snapshot that was emitted; empty before the first. */
    public Optional<RegistrySnapshot> current() {
        return Optional.ofNullable(held).map(IdentifiedSnapshot::snapshot);
    }

    /** Returns the time since the registry last answered well; before its first answer, since this client was made. */
    public Duration staleness() {
        return Duration.ofMillis(Math.max(0, now() - confirmedMillis));
    }

    /** Stops polling and completes the subscribers. The last-known-good copy stays. */
    @Override
    public void close() {
        started.set(true);
        watch.close();
        polling.dispose();
        sink.emitComplete(EmitFailureHandler.busyLooping(CLOSE_PATIENCE));
    }

    /** A registry that says what is new, but does not give it, is not followed. */
    private void confirmByWatch() {
        if (failures.get() == 0) {
            confirmedMillis = now();
        }
    }

    /** Polls once, and completes when it is time to do so again. */
    private Mono<Void> round() {
        OpenWatch.Heard before = watch.heard();
        return poll().flatMap(wait -> {
            boolean open = watch.heard().open();
            boolean watched = failures.get() == 0 && open;
            Mono<Void> time =
                    Mono.delay(watched ? pace.whileWatched() : wait, scheduler).then();
            // What was heard before the poll is in its answer.
            return failures.get() == 0 ? Mono.firstWithSignal(time, watch.other(before, open)) : time;
        });
    }

    /** Polls once and returns how long to wait before the next time; never fails. */
    private Mono<Duration> poll() {
        return source.fetch(etag).publishOn(scheduler).map(this::answered).onErrorResume(e -> Mono.fromSupplier(
                        () -> failed(e))
                .subscribeOn(scheduler));
    }

    private Duration answered(Fetched fetched) {
        int failed = failures.getAndSet(0);
        if (failed > 0) {
            log.info("Registry answers again after {} failed polls", failed);
        }
        confirmedMillis = now();
        if (fetched instanceof Fetched.Changed(IdentifiedSnapshot snapshot, @Nullable String tag)) {
            consider(snapshot);
            etag = tag;
        }
        return pace.afterAnswer();
    }

    private Duration failed(Throwable failure) {
        int row = failures.incrementAndGet();
        if (row == 1) {
            log.warn("Registry is not reachable, going on with what is known: {}", failure.getMessage());
        } else {
            log.debug("Registry failed {} polls in a row: {}", row, failure.getMessage());
        }
        if (held == null && row == 1) {
            restore();
        }
        return pace.afterFailures(row);
    }

    private void restore() {
        try {
            file.read()
                    .ifPresentOrElse(
                            copy -> {
                                log.info(
                                        "Serving revision {} from the last-known-good copy {}",
                                        copy.snapshot().revision(),
                                        file);
                                emit(copy);
                            },
                            () -> log.warn("No last-known-good copy at {}; waiting for the registry", file));
        } catch (RegistryException e) {
            log.warn("Last-known-good copy is ignored: {}", e.getMessage());
        }
    }

    private void consider(IdentifiedSnapshot next) {
        IdentifiedSnapshot before = held;
        if (before == null) {
            accept(next);
            return;
        }
        long revision = next.snapshot().revision();
        long heldRevision = before.snapshot().revision();
        switch (before.succession(next)) {
            case NEWER -> accept(next);
            case SAME -> log.debug("Registry is at revision {} still", revision);
            case OLDER -> log.warn("Registry answered revision {}, older than {}: ignored", revision, heldRevision);
            case RESET -> {
                log.warn("Registry was made anew: going from revision {} to its revision {}", heldRevision, revision);
                accept(next);
            }
            case RESET_AND_EMPTY ->
                log.warn(
                        "Registry was made anew and is empty: keeping revision {} until a model is registered",
                        heldRevision);
        }
    }

    private void accept(IdentifiedSnapshot snapshot) {
        try {
            file.write(snapshot);
        } catch (RegistryException e) {
            log.warn("Last-known-good copy was not renewed: {}", e.getMessage());
        }
        emit(snapshot);
    }

    private void emit(IdentifiedSnapshot snapshot) {
        held = snapshot;
        // Refused after close() only, where nobody listens any more.
        sink.tryEmitNext(snapshot.snapshot());
    }

    private long now() {
        return scheduler.now(TimeUnit.MILLISECONDS);
    }
}
