package dev.outrank.ranking.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrank.lookup.LookupFrames;
import dev.outrank.lookup.LookupResponse;
import dev.outrank.lookup.LookupShapes;
import dev.outrank.lookup.ResponseWriter;
import dev.outrank.lookup.ShardTimings;
import dev.outrank.ranking.request.Stage;
import dev.outrank.ranking.request.StageTimings;
import io.netty.buffer.ByteBufAllocator;
import org.junit.jupiter.api.Test;

class ShardPartTests {

    private static LookupResponse response() {
        LookupShapes shapes = new LookupShapes(1);
        shapes.add(1, 1);
        try (ResponseWriter writer = LookupFrames.response(0, shapes, ByteBufAllocator.DEFAULT)) {
            return writer.finishLocally(new ShardTimings(100, 200, 300, 400));
        }
    }

    @Test
    void waitsFromSendingOrFromWhenNothingElseWasToBeDone() {
        try (LookupResponse response = response()) {
            ShardPart part = new ShardPart(response, 1_000, 5_000);

            assertThat(part.waitedSince(0)).isEqualTo(4_000);
            assertThat(part.waitedSince(4_500)).isEqualTo(500);
            assertThat(part.waitedSince(6_000)).isNegative();
        }
    }

    @Test
    void countsTheNetworkAsWhatTheShardDoesNotAccountFor() {
        try (LookupResponse response = response()) {
            StageTimings timings = new ShardPart(response, 0, 5_000).addedTo(StageTimings.none(), 5_000);

            assertThat(timings.nanos(Stage.NETWORK)).isEqualTo(4_000);
            assertThat(timings.nanos(Stage.SHARD_QUEUE)).isEqualTo(100);
            assertThat(timings.nanos(Stage.SHARD_DECODE)).isEqualTo(200);
            assertThat(timings.nanos(Stage.SHARD_POOL)).isEqualTo(300);
            assertThat(timings.nanos(Stage.SHARD_ENCODE)).isEqualTo(400);
        }
    }

    @Test
    void countsAShardNoLongerThanItWasWaitedFor() {
        try (LookupResponse response = response()) {
            StageTimings timings = new ShardPart(response, 0, 5_000).addedTo(StageTimings.none(), 500);

            assertThat(timings.nanos(Stage.SHARD_POOL)).isEqualTo(150);
            assertThat(timings.nanos(Stage.NETWORK)).isZero();
        }
    }
}
