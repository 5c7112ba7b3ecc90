package dev.outrank.ranking.compute;

import dev.outrank.bundle.failure.CapacityException;
import dev.outrank.lookup.Priority;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * A service with a virtual clock behind a real {@link Admission}: two threads, one queue, requests that arrive as a Poisson process or at once. Each needs
 * a thread, a wait for shards, and a thread again; how long each takes is lognormal. The same in every run.
 */
final class SimulatedService {

    static final int THREADS = 2;

    /** Of the logarithm of the work of a request. */
    private static final double SIGMA = 0.5;

    private final Random random = new Random(7);
    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparingLong(Event::atNanos).thenComparingLong(Event::number));
    private final Queue<Request> queue = new ArrayDeque<>();
    private final Backlog backlog = new Backlog(THREADS);
    private final Admission admission;
    private final double workNanos;
    private final double shardNanos;
    private final Duration time;
    private long nowNanos;
    private int answered;
    private double coldness;
    private double halfCold = 1;
    private double firstShare = 0.5;
    private long number;
    private int busy;

    /**
     * Makes an idle service.
     *
     * @param work CPU time of a request, in the mean
     * @param shards what it waits for its shards, in the mean
     */
    SimulatedService(Duration work, Duration shards, ComputeProperties.Adaptive adaptive) {
        this(work, shards, adaptive, Duration.ofHours(1));
    }

    /** Makes an idle service whose requests have so much time. */
    SimulatedService(Duration work, Duration shards, ComputeProperties.Adaptive adaptive, Duration time) {
        this.time = time;
        this.workNanos = work.toNanos();
        this.shardNanos = shards.toNanos();
        this.admission = new Admission(
                256,
                new AdaptiveLimit(THREADS, adaptive, 256, () -> nowNanos),
                () -> backlog.of(queue.size()),
                queue::size,
                new SimpleMeterRegistry());
    }

    /** Has the first requests take so many times as long, as a process that compiles; half of that is over after so many answers. */
    SimulatedService cold(double times, int halfAfter) {
        this.coldness = times - 1;
        this.halfCold = halfAfter;
        return this;
    }

    /** Has the first task of each request take this share of its work, instead of half. */
    SimulatedService beginningWith(double share) {
        this.firstShare = share;
        return this;
    }

    private double slowness() {
        return 1 + coldness * Math.pow(0.5, answered / halfCold);
    }

    /** What became of the requests of a phase. */
    static final class Outcome {

        private final List<Long> latencies = new ArrayList<>();
        private int refused;
        private double doneWork;

        int refused() {
            return refused;
        }

        int answered() {
            return latencies.size();
        }

        long laterThan(Duration time) {
            return latencies.stream().filter(nanos -> nanos > time.toNanos()).count();
        }

        Duration longest() {
            return Duration.ofNanos(latencies.stream().max(Long::compare).orElseThrow());
        }

        Duration p99() {
            List<Long> sorted = latencies.stream().sorted().toList();
            return Duration.ofNanos(sorted.get((int) Math.ceil(sorted.size() * 0.99) - 1));
        }

        /** Returns the work of the requests that were answered over what the threads can do in this time. */
        double goodput(Duration time) {
            return doneWork / THREADS / time.toNanos();
        }
    }

    private static final class Request {

        private final Outcome outcome;
        private final Priority priority;
        private final double work;
        private long begunNanos;
        private boolean shardsAnswered;
        private Admission.@Nullable Pass pass;

        private Request(Outcome outcome, Priority priority, double work) {
            this.outcome = outcome;
            this.priority = priority;
            this.work = work;
        }
    }

    private record Event(long atNanos, long number, Runnable what) {}

    private void at(double nanos, Runnable what) {
        events.add(new Event((long) nanos, number++, what));
    }

    /** Sends requests for some time at a share of what the threads can do, and goes on until the time is over. */
    Outcome run(double load, Duration time) {
        return run(load, time, Priority.NORMAL);
    }

    Outcome run(double load, Duration time, Priority priority) {
        Outcome outcome = new Outcome();
        send(load, time, priority, outcome);
        goOnFor(time);
        return outcome;
    }

    void send(double load, Duration time, Priority priority, Outcome outcome) {
        double gap = workNanos / THREADS / load;
        for (double arrival = nowNanos + gap();
                arrival < nowNanos + time.toNanos();
                arrival += gap * -Math.log(1 - random.nextDouble())) {
            at(arrival, () -> arrive(outcome, priority));
        }
    }

    private double gap() {
        return random.nextDouble() * workNanos;
    }

    /** Sends some requests at once. */
    void burst(int requests, Outcome outcome) {
        for (int i = 0; i < requests; i++) {
            at((double) nowNanos, () -> arrive(outcome, Priority.NORMAL));
        }
    }

    void goOnFor(Duration time) {
        long end = nowNanos + time.toNanos();
        for (Event next = events.peek(); next != null && next.atNanos() <= end; next = events.peek()) {
            events.remove(next);
            nowNanos = next.atNanos();
            next.what().run();
        }
        nowNanos = end;
    }

    private void arrive(Outcome outcome, Priority priority) {
        double work = workNanos * Math.exp(SIGMA * random.nextGaussian() - SIGMA * SIGMA / 2);
        Request request = new Request(outcome, priority, work);
        request.begunNanos = nowNanos;
        try {
            request.pass = admission.enter(request.priority, time);
            queue.add(request);
            work();
        } catch (CapacityException e) {
            outcome.refused++;
        }
    }

    private void work() {
        while (busy < THREADS && !queue.isEmpty()) {
            Request request = queue.remove();
            busy++;
            double share = request.shardsAnswered ? 1 - firstShare : firstShare;
            long begun = nowNanos;
            at(nowNanos + request.work * share * slowness(), () -> {
                backlog.ended(nowNanos - begun);
                worked(request);
            });
        }
    }

    private void worked(Request request) {
        busy--;
        if (request.shardsAnswered) {
            end(request);
        } else {
            request.shardsAnswered = true;
            at(nowNanos + shardNanos * (0.5 + random.nextDouble()), () -> {
                queue.add(request);
                work();
            });
        }
        work();
    }

    private void end(Request request) {
        request.outcome.latencies.add(nowNanos - request.begunNanos);
        request.outcome.doneWork += request.work;
        if (request.pass != null) {
            answered++;
            request.pass.close();
        }
    }

    /** Has the threads do nothing for some time, as a stop of the JVM does; whoever comes meanwhile comes after it. */
    void stop(Duration time) {
        List<Event> later = events.stream()
                .map(event -> new Event(
                        event.atNanos() < nowNanos + time.toNanos() ? nowNanos + time.toNanos() : event.atNanos(),
                        event.number(),
                        event.what()))
                .toList();
        events.clear();
        events.addAll(later);
    }
}
