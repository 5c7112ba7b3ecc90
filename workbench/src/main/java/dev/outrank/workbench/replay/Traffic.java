package dev.outrank.workbench.replay;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The requests of one run: sent in turn, counted while they are on their way. Thread-safe, but for {@link #send}, which one thread calls at a time.
 */
final class Traffic {

    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final NanoClock clock;
    private final Sender sender;
    private final AnswerCheck check;
    private final Measurements measurements;
    private final int requests;
    private final AtomicInteger inFlight = new AtomicInteger();
    private volatile Runnable whenEnded = () -> {};
    private int next;

    /** Begins at the first of so many requests. */
    Traffic(NanoClock clock, Sender sender, AnswerCheck check, Measurements measurements, int requests) {
        this.clock = clock;
        this.sender = sender;
        this.check = check;
        this.measurements = measurements;
        this.requests = requests;
    }

    NanoClock clock() {
        return clock;
    }

    AnswerCheck check() {
        return check;
    }

    Measurements measurements() {
        return measurements;
    }

    /** Sends the next request; after the last one comes the first. */
    void send(long dueNanos) {
        int request = next;
        next = next + 1 == requests ? 0 : next + 1;
        inFlight.incrementAndGet();
        sender.send(request, new Flight(this, request, dueNanos, clock.nanos()));
    }

    /** Returns how many are on their way. */
    int inFlight() {
        return inFlight.get();
    }

    /** Has something done at the end of each request, on the thread that heard of it. */
    void whenEnded(Runnable action) {
        whenEnded = action;
    }

    void ended() {
        whenEnded.run();
        inFlight.decrementAndGet();
    }

    /** Waits until none is on its way, or a time has come. */
    void awaitNone(long untilNanos) throws InterruptedException {
        while (inFlight() > 0 && clock.nanos() < untilNanos) {
            clock.awaitUntil(clock.nanos() + POLL_NANOS);
        }
    }
}
