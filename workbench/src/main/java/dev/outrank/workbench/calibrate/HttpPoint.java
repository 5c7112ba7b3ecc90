package dev.outrank.workbench.calibrate;

import dev.outrank.planner.cost.BodyFormat;
import dev.outrank.planner.cost.HttpCost;
import dev.outrank.planner.cost.ValidationKind;
import dev.outrank.workbench.replay.Api;
import dev.outrank.workbench.replay.Load;
import dev.outrank.workbench.replay.PreparedRequests;
import dev.outrank.workbench.replay.ReferenceScores;
import dev.outrank.workbench.replay.Replay;
import dev.outrank.workbench.replay.ReplayResult;
import dev.outrank.workbench.replay.ReplayTarget;
import dev.outrank.workbench.replay.RunLength;
import dev.outrank.workbench.requests.EmptyBags;
import dev.outrank.workbench.requests.RequestGenerator;
import dev.outrank.workbench.text.Numbers;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Requests of one case, one after another. Owns their bodies and its connection. */
final class HttpPoint implements Point, AutoCloseable {

    private static final Duration TURN = Duration.ofMillis(30);
    /** Others had the caches of both processes meanwhile. */
    private static final Duration WARM_TIME = Duration.ofMillis(4);

    private static final int REQUESTS = 4;
    /** Requests a second, about what two cores answer when they are cold: nobody should have to wait for the rest. */
    private static final double FLOOD = 500;

    private static final double NANOS_PER_MICRO = 1e3;
    private static final double NANOS_PER_MILLI = 1e6;
    /** Pooling and nets, which other coefficients predict. */
    private static final List<String> PREDICTED_STAGES = List.of("shard.pool", "dense.bottom", "dense.top");

    private final HttpCase wanted;
    private final PreparedRequests requests;
    private final Replay replay;
    private final CpuClock ranking;
    private final Samples latency = new Samples();
    private final Samples cpu = new Samples();

    HttpPoint(HttpCase wanted, ReplayTarget target, RequestGenerator generator, CpuClock ranking) {
        this.wanted = wanted;
        this.ranking = ranking;
        Api api = wanted.format() == BodyFormat.BINARY ? Api.INFER_BINARY : Api.INFER;
        requests = PreparedRequests.of(
                IntStream.range(0, REQUESTS)
                        .mapToObj(number -> generator.request(number, wanted.candidates(), EmptyBags.AS_DRAWN))
                        .toList(),
                api);
        replay = new Replay(target, requests, new ReferenceScores(REQUESTS), false);
    }

    /** Refuses what is no right answer. */
    void check() throws InterruptedException {
        replay.probe();
    }

    /** Asks without measuring, for so long. */
    void warm(Duration time) throws InterruptedException {
        replay.run(new Load.Serial(0), new RunLength(Duration.ZERO, time));
    }

    /** Returns whether a second has room for thousands of its requests. */
    boolean isSmall() {
        return wanted.candidates() == 1;
    }

    /** Asks as often as connections allow, for so long: compilers need thousands of requests, whatever their size. */
    void flood(Duration time) throws InterruptedException {
        replay.run(new Load.Rate(FLOOD, 1), new RunLength(Duration.ZERO, time));
    }

    @Override
    public void turn() throws InterruptedException {
        warm(WARM_TIME);
        long begin = ranking.nanos();
        ReplayResult result = replay.run(new Load.Serial(0), new RunLength(Duration.ZERO, TURN));
        double busy = (double) (ranking.nanos() - begin) / result.answered();
        double predicted = PREDICTED_STAGES.stream()
                .mapToDouble(stage -> result.stageMillis().getOrDefault(stage, 0.0) * NANOS_PER_MILLI)
                .sum();
        latency.add(result.latency().p50() * NANOS_PER_MICRO - predicted);
        cpu.add(busy - predicted);
    }

    @Override
    public void forget() {
        latency.clear();
        cpu.clear();
    }

    @Override
    public List<Observation> observations() {
        double bytes = requests.meanBodyBytes();
        String what = wanted.format().name().toLowerCase(Locale.ROOT) + " body of " + Numbers.grouped(Math.round(bytes))
                + " bytes";
        return List.of(
                new Observation(
                        ValidationKind.HTTP,
                        "latency, " + what,
                        wanted.heldOut(),
                        latency.typical(),
                        costs -> costs.httpNanos(wanted.format(), HttpCost.LATENCY, bytes)),
                new Observation(
                        ValidationKind.HTTP,
                        "CPU, " + what,
                        wanted.heldOut(),
                        cpu.typical(),
                        costs -> costs.httpNanos(wanted.format(), HttpCost.CPU, bytes)));
    }

    @Override
    public void close() {
        replay.close();
        requests.close();
    }
}
