package dev.outrank.registry;

import dev.outrank.registry.RevisionWatch.Word;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.publisher.Sinks.EmitFailureHandler;
import reactor.core.scheduler.Scheduler;

/** Keeps a watch of the registry open, opens it again when it ends, and remembers what it said last. Thread-safe. */
final class OpenWatch {

    private static final Logger log = LoggerFactory.getLogger(OpenWatch.class);
    /** Words come one at a time, but the end of a watch may overlap the last. */
    private static final Duration EMIT_PATIENCE = Duration.ofSeconds(1);

    private final RevisionWatch watch;
    private final PollPace pace;
    private final Scheduler scheduler;
    private final Runnable confirmed;
    private final Sinks.Many<Heard> sink = Sinks.many().replay().latestOrDefault(Heard.NOTHING);
    private final Disposable.Swap watching = Disposables.swap();
    private volatile Heard last = Heard.NOTHING;
    private final AtomicInteger failures = new AtomicInteger();

    /**
     * What was heard so far.
     *
     * @param at the last position that was said; null before the first
     * @param open whether more would be heard
     */
    record Heard(Word.@Nullable At at, boolean open) {

        static final Heard NOTHING = new Heard(null, false);
    }

    /**
     * Makes a watch that is not open yet.
     *
     * @param confirmed is told of each word: the registry is there, and says whatever is new
     */
    OpenWatch(RevisionWatch watch, PollPace pace, Scheduler scheduler, Runnable confirmed) {
        this.watch = watch;
        this.pace = pace;
        this.scheduler = scheduler;
        this.confirmed = confirmed;
    }

    /** Opens it. To be called once. */
    void start() {
        watching.update(Flux.defer(watch::words)
                .index()
                .doOnNext(word -> hear(word.getT1(), word.getT2()))
                .onErrorResume(e -> Mono.fromRunnable(() -> log.debug("The watch ended: {}", e.getMessage())))
                .then(Mono.defer(this::ended))
                .repeat()
                .subscribe());
    }

    /** A connection that says where the registry is, and no more, is none that lasts. */
    private void hear(long index, Word word) {
        if (index > 0) {
            failures.set(0);
        }
        confirmed.run();
        say(
                switch (word) {
                    case Word.At at -> new Heard(at, true);
                    case Word.Unchanged _ -> new Heard(last.at(), true);
                });
    }

    /** Returns after the time to try again. */
    private Mono<Long> ended() {
        say(new Heard(last.at(), false));
        return Mono.delay(pace.afterFailures(failures.incrementAndGet()), scheduler);
    }

    private void say(Heard heard) {
        if (!heard.equals(last)) {
            last = heard;
            sink.emitNext(heard, EmitFailureHandler.busyLooping(EMIT_PATIENCE));
        }
    }

    /** Returns what was heard so far. */
    Heard heard() {
        return last;
    }

    /** Completes as soon as another position was heard than before, or the watch is not open any more, where it was. */
    Mono<Void> other(Heard before, boolean wasOpen) {
        return sink.asFlux()
                .filter(heard -> !Objects.equals(heard.at(), before.at()) || (wasOpen && !heard.open()))
                .next()
                .then();
    }

    /** Closes it for good. */
    void close() {
        watching.dispose();
    }
}
