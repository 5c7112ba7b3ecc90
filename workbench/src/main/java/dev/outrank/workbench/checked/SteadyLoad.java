package dev.outrank.workbench.checked;

import dev.outrank.bundle.failure.InternalException;
import dev.outrank.workbench.trace.Arrivals;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Sends questions at a rate, with exponential gaps, whatever becomes of those before, on a thread of its own from its making to {@link #close}. Latencies count from when a
 * question was due, so that a stall of anybody is seen by all that it kept waiting.
 */
public final class SteadyLoad implements AutoCloseable {

    /** Requests end by themselves long before. */
    private static final Duration LAST_ENDS = Duration.ofSeconds(15);

    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private final GatewayClient client;
    private final Arrivals arrivals;
    private final AtomicInteger underWay = new AtomicInteger();
    private final List<Phase> phases = new ArrayList<>();
    private final Thread thread = Thread.ofPlatform().daemon().name("load").unstarted(this::send);
    private volatile Span current;
    private volatile boolean ending;

    /** What is asked now, and where it counts. */
    private record Span(Phase phase, Questionnaire asking) {}

    private SteadyLoad(GatewayClient client, Questionnaire asking, double rate, long seed, String phase) {
        this.client = client;
        this.arrivals = new Arrivals(rate, seed);
        this.current = new Span(new Phase(phase), asking);
        phases.add(current.phase());
    }

    /** Begins to send, in a first phase. */
    public static SteadyLoad start(GatewayClient client, Questionnaire asking, double rate, long seed, String phase) {
        SteadyLoad load = new SteadyLoad(client, asking, rate, seed, phase);
        load.thread.start();
        return load;
    }

    private void send() {
        long begin = System.nanoTime();
        long due = begin + arrivals.next();
        for (int number = 0; !ending; number++) {
            for (long left = due - System.nanoTime(); left > 0 && !ending; left = due - System.nanoTime()) {
                LockSupport.parkNanos(this, left);
            }
            send(number, due);
            due = begin + arrivals.next();
        }
    }

    private void send(int number, long due) {
        Span span = current;
        CheckedRequest request = span.asking().request(number);
        underWay.incrementAndGet();
        client.ask(request, reply -> {
            long latency = System.nanoTime() - due;
            Grade grade = request.grade(reply);
            span.phase().add(new Outcome(due, latency, grade.verdict(), grade.kind(), grade.message()));
            underWay.decrementAndGet();
        });
    }

    /** Returns the phase that it began with. */
    public Phase first() {
        return phases.getFirst();
    }

    /** Ends the phase, and begins the next. */
    public Phase begin(String phase) {
        return begin(phase, current.asking());
    }

    /** Ends the phase, and begins one that is asked otherwise. */
    public Phase begin(String phase, Questionnaire asking) {
        Span next = new Span(new Phase(phase), asking);
        current.phase().end();
        current = next;
        phases.add(next.phase());
        return next.phase();
    }

    /** Begins a phase, and returns when it has lasted so long. */
    public Phase run(String phase, Duration time) throws InterruptedException {
        Phase begun = begin(phase);
        Thread.sleep(time);
        return begun;
    }

    /** Stops sending, waits for what is under way, and returns the figures of all phases. */
    public List<Figures> end() throws InterruptedException {
        close();
        thread.join();
        long patience = System.nanoTime() + LAST_ENDS.toNanos();
        while (underWay.get() > 0 && System.nanoTime() < patience) {
            TimeUnit.NANOSECONDS.sleep(LOOK_NANOS);
        }
        for (int left = underWay.get(); left > 0; left--) {
            current.phase()
                    .add(new Outcome(
                            patience,
                            LAST_ENDS.toNanos(),
                            Verdict.FAILED,
                            "unanswered",
                            "no end (expected: one of each)"));
        }
        return phases.stream().map(Phase::figures).toList();
    }

    /** Returns the figures of a phase by its name, of those that {@link #end} returned. */
    public static Figures of(List<Figures> all, String phase) {
        return all.stream()
                .filter(figures -> figures.phase().equals(phase))
                .findFirst()
                .orElseThrow(() -> new InternalException("phase: '" + phase + "' (expected: one of the scene)"));
    }

    /** Stops sending; waits for nothing. */
    @Override
    public void close() {
        if (!ending) {
            ending = true;
            current.phase().end();
            LockSupport.unpark(thread);
        }
    }
}
