package dev.outrank.ranking.request;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrank.lookup.ShardTimings;
import org.junit.jupiter.api.Test;

class StageClockTests {

    private static final ShardTimings OWN = new ShardTimings(100, 200, 300, 400);

    private final StageClock clock = StageClock.started();

    @Test
    void givesEveryMomentToOneStage() {
        long before = System.nanoTime();
        clock.restart();
        clock.lap(Stage.QUEUE);
        clock.lap(Stage.DECODE);
        clock.lapWait(System.nanoTime(), OWN);
        clock.lap(Stage.QUEUE);
        clock.lap(Stage.ENCODE);
        long elapsed = clock.elapsedNanos();
        long after = System.nanoTime();

        StageTimings timings = clock.timings();
        assertThat(timings.sumNanos()).isPositive().isLessThanOrEqualTo(elapsed);
        assertThat(elapsed).isLessThanOrEqualTo(after - before);
        assertThat(timings.has(Stage.QUEUE)).isTrue();
        assertThat(timings.has(Stage.GATHER)).isFalse();
    }

    @Test
    void countsTheNetworkAsWhatTheShardDoesNotAccountFor() {
        clock.lap(Stage.DENSE_BOTTOM);
        long begun = System.nanoTime();
        clock.lapWait(begun + 1_000_000_000, OWN);

        StageTimings timings = clock.timings();
        assertThat(timings.nanos(Stage.SHARD_QUEUE)).isEqualTo(100);
        assertThat(timings.nanos(Stage.SHARD_DECODE)).isEqualTo(200);
        assertThat(timings.nanos(Stage.SHARD_POOL)).isEqualTo(300);
        assertThat(timings.nanos(Stage.SHARD_ENCODE)).isEqualTo(400);
        assertThat(timings.nanos(Stage.NETWORK)).isGreaterThanOrEqualTo(1_000_000_000 - 1_000);
    }

    @Test
    void countsAShardNoLongerThanItWasWaitedFor() {
        ShardTimings slow = new ShardTimings(0, 0, 3_600_000_000_000L, 0);
        clock.lap(Stage.DENSE_BOTTOM);
        StageTimings before = clock.timings();
        clock.lapWait(System.nanoTime() + 1_000, slow);

        StageTimings timings = clock.timings();
        assertThat(timings.nanos(Stage.SHARD_POOL)).isPositive().isLessThan(slow.poolNanos());
        assertThat(timings.nanos(Stage.NETWORK)).isLessThan(1_000);
        assertThat(timings.nanos(Stage.DENSE_BOTTOM)).isEqualTo(before.nanos(Stage.DENSE_BOTTOM));
    }

    @Test
    void waitsForNothingThatWasThereBefore() {
        long arrived = System.nanoTime();
        clock.lap(Stage.DENSE_BOTTOM);
        clock.lapWait(arrived, OWN);

        assertThat(clock.timings().has(Stage.NETWORK)).isFalse();
        assertThat(clock.timings().has(Stage.SHARD_POOL)).isFalse();
    }
}
