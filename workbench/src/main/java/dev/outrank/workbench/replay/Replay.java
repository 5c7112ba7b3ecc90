package dev.outrank.workbench.replay;

import dev.outrank.bundle.failure.DependencyException;
import java.util.concurrent.TimeUnit;

/** Sends requests to one target, run after run over the same connections. Owns the connections; the requests stay the caller's. */
public final class Replay implements AutoCloseable {

    private static final double NANOS_PER_SECOND = 1e9;

    private final ReplayTarget target;
    private final PreparedRequests requests;
    private final ReferenceScores reference;
    private final boolean allowDegraded;
    private final HttpSender sender;
    private final NanoClock clock = new SystemClock();

    /**
     * Opens nothing yet.
     *
     * @param reference what the scores must be; learns those that it does not know
     * @param allowDegraded whether answers may have defaults in place of embeddings
     */
    public Replay(ReplayTarget target, PreparedRequests requests, ReferenceScores reference, boolean allowDegraded) {
        this.target = target;
        this.requests = requests;
        this.reference = reference;
        this.allowDegraded = allowDegraded;
        this.sender = new HttpSender(
                target.uri(), target.model(), target.version(), requests, target.connections(), target.timeout());
    }

    /**
     * Sends the first request alone.
     *
     * @throws DependencyException saying why, if its answer is not right
     */
    public void probe() throws InterruptedException {
        long now = clock.nanos();
        Measurements measurements = new Measurements(now);
        try (AnswerCheck check = new AnswerCheck(requests, reference, allowDegraded)) {
            Traffic traffic = new Traffic(clock, sender, check, measurements, requests.count());
            traffic.send(now);
            traffic.awaitNone(now + patienceNanos());
        }
        measurements.tick();
        if (measurements.count() == 0) {
            String found = measurements.errors().all().stream()
                    .findFirst()
                    .map(error -> error.kind() + ": " + error.first())
                    .orElse("no answer");
            throw new DependencyException(
                    target.uri() + ": " + found + " (expected: scores of model '" + target.model() + "')");
        }
    }

    /** Sends for a while and returns what was measured, in silence. */
    public ReplayResult run(Load load, RunLength length) throws InterruptedException {
        return run(load, length, RunListener.none());
    }

    ReplayResult run(Load load, RunLength length, RunListener listener) throws InterruptedException {
        long begin = clock.nanos();
        long from = begin + length.warmUp().toNanos();
        long end = from + length.measured().toNanos();
        Measurements measurements = new Measurements(from);
        AnswerCheck check = new AnswerCheck(requests, reference, allowDegraded);
        Traffic traffic = new Traffic(clock, sender, check, measurements, requests.count());
        try (Ticker ticker = new Ticker(traffic, listener, begin)) {
            try (check) {
                send(load, traffic, begin, end);
                traffic.awaitNone(clock.nanos() + patienceNanos());
            }
            if (traffic.inFlight() > 0) {
                measurements.failed("unanswered", traffic.inFlight() + " requests (expected: an end of each)");
            }
            ticker.end();
        }
        return result(load, length, measurements, load instanceof Load.Serial(long most) && most > 0 ? from : end);
    }

    private void send(Load load, Traffic traffic, long begin, long end) throws InterruptedException {
        switch (load) {
            case Load.Rate(double perSecond, long seed) ->
                Pacing.openLoop(traffic, PreparedRequests.poisson(perSecond, seed), begin, end);
            case Load.TraceTimes _ -> Pacing.openLoop(traffic, requests.traceSchedule(), begin, end);
            case Load.Serial(long most) -> Pacing.serial(traffic, most, end);
            case Load.Closed(int inFlight) -> Pacing.closed(traffic, inFlight, 0, end);
        }
    }

    /** A request may wait for a connection, for its making, and for the answer. */
    private long patienceNanos() {
        return 3 * target.timeout().toNanos() + TimeUnit.SECONDS.toNanos(1);
    }

    private ReplayResult result(Load load, RunLength length, Measurements measured, long end) {
        double seconds = measured.seconds(end);
        long answered = measured.count();
        return new ReplayResult(
                ReplayResult.FORMAT_VERSION,
                target.uri().toString(),
                target.model(),
                requests.api().label(),
                load.label(),
                load.rate(),
                answered / seconds,
                length.warmUp().toNanos() / NANOS_PER_SECOND,
                seconds,
                target.connections(),
                requests.count(),
                requests.meanCandidates(),
                requests.meanBodyBytes(),
                answered == 0 ? 0 : (double) measured.bytes() / answered,
                answered,
                measured.latency(),
                measured.service(),
                measured.stageMillis(),
                measured.errors().all());
    }

    @Override
    public void close() {
        sender.close();
    }
}
