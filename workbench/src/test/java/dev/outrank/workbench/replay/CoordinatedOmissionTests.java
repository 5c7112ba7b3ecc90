package dev.outrank.workbench.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.outrank.bundle.Bundle;
import dev.outrank.bundle.manifest.Manifest;
import dev.outrank.workbench.CommandRun;
import dev.outrank.workbench.requests.EmptyBags;
import dev.outrank.workbench.requests.RequestGenerator;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a stall of the target does to the latencies, in virtual time. */
final class CoordinatedOmissionTests {

    private static final long MILLI = 1_000_000;
    private static final long SECOND = 1_000 * MILLI;

    private static final byte[] ANSWER = """
            {"outputs":[{"name":"score","shape":[1,1],"datatype":"FP32","data":[0.5]}]}""".getBytes(StandardCharsets.UTF_8);

    @FunctionalInterface
    private interface Sending {
        void send(Traffic traffic) throws InterruptedException;
    }

    private static final Sending EVERY_MILLISECOND =
            traffic -> Pacing.openLoop(traffic, everyMillisecond(), 0, 10 * SECOND);

    private static final Sending ONE_BY_ONE = traffic -> Pacing.serial(traffic, 0, 10 * SECOND);

    private Measurements run(SimulatedServer server, Sending sending, long from) throws InterruptedException {
        Manifest manifest = Bundle.open(CommandRun.CLICKS).manifest();
        Measurements measurements = new Measurements(from);
        RequestGenerator generator = RequestGenerator.of(manifest, Map.of(), 1);
        try (PreparedRequests requests =
                        PreparedRequests.of(List.of(generator.request(0, 1, EmptyBags.AS_DRAWN)), Api.INFER);
                AnswerCheck check = new AnswerCheck(requests, new ReferenceScores(1), false)) {
            Traffic traffic = new Traffic(server, server, check, measurements, 1);
            sending.send(traffic);
            traffic.awaitNone(60 * SECOND);
            assertThat(traffic.inFlight()).isZero();
        }
        measurements.tick();
        assertThat(measurements.errors().all()).isEmpty();
        return measurements;
    }

    private static Schedule everyMillisecond() {
        long[] next = {0};
        return () -> next[0]++ * MILLI;
    }

    @Test
    void countsTheWaitsOfAllRequestsThatAStallHeldUp() throws InterruptedException {
        // One request a millisecond, each answered in 10 us; from 5 s on nothing happens for one second.
        SimulatedServer server = new SimulatedServer(10_000, 5 * SECOND, 6 * SECOND, ANSWER);
        LatencySummary latency = run(server, EVERY_MILLISECOND, 0).latency();
        // A thousand of ten thousand requests waited, 500 ms on average.
        assertThat(latency.p50()).isCloseTo(10, within(0.1));
        assertThat(latency.p99()).isCloseTo(900_000, within(12_000.0));
        assertThat(latency.max()).isCloseTo(1_000_000, within(2_000.0));
        assertThat(latency.mean()).isCloseTo(0.1 * 500_000, within(1_000.0));
    }

    @Test
    void leavesThemOutWhenEachRequestWaitsForTheOneBefore() throws InterruptedException {
        SimulatedServer server = new SimulatedServer(MILLI, 5 * SECOND, 6 * SECOND, ANSWER);
        LatencySummary latency = run(server, ONE_BY_ONE, 0).latency();
        assertThat(latency.p99()).isCloseTo(1_000, within(2.0));
        assertThat(latency.max()).isCloseTo(1_001_000, within(2_000.0));
    }

    @Test
    void keepsSoManyOnTheirWayAndNoMore() throws InterruptedException {
        // One after another in 1 ms each: the last of four waits for three.
        SimulatedServer server = new SimulatedServer(MILLI, 0, 0, ANSWER);
        Measurements measured = run(server, traffic -> Pacing.closed(traffic, 4, 0, 10 * SECOND), 0);
        assertThat(measured.count()).isBetween(10_000L, 10_004L);
        assertThat(measured.latency().p50()).isCloseTo(4_000, within(8.0));
        assertThat(measured.latency().max()).isCloseTo(4_000, within(8.0));
    }

    @Test
    void measuresNothingThatWasDueInTheWarmUp() throws InterruptedException {
        SimulatedServer server = new SimulatedServer(10_000, 5 * SECOND, 6 * SECOND, ANSWER);
        Measurements measured = run(server, EVERY_MILLISECOND, 9 * SECOND);
        assertThat(measured.count()).isEqualTo(1_000);
        assertThat(measured.latency().max()).isCloseTo(10, within(0.1));
        assertThat(measured.seconds(10 * SECOND)).isEqualTo(1.0);
        assertThat(measured.stageMillis()).containsEntry("decode", 0.5);
    }

    @Test
    void endsTheMeasuredTimeWithTheLastAnswerWhereThatIsLater() throws InterruptedException {
        // Half as fast as the rate: the backlog takes 10 s more.
        SimulatedServer server = new SimulatedServer(2 * MILLI, 0, 0, ANSWER);
        Measurements measured = run(server, EVERY_MILLISECOND, 0);
        assertThat(measured.seconds(10 * SECOND)).isCloseTo(20, within(0.01));
        assertThat(measured.latency().p50()).isCloseTo(5_000_000, within(20_000.0));
    }
}
