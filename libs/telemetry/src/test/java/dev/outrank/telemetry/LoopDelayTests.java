package dev.outrank.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.util.concurrent.DefaultEventExecutorGroup;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class LoopDelayTests {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration PERIOD = Duration.ofMillis(10);
    private static final Duration HELD = Duration.ofMillis(200);

    private final Queue<Long> seen = new ConcurrentLinkedQueue<>();
    private final DefaultEventExecutorGroup loops = new DefaultEventExecutorGroup(1);

    @AfterEach
    void stop() {
        loops.shutdownGracefully(0, 0, TimeUnit.SECONDS).syncUninterruptibly();
    }

    @Test
    void seesThatALoopIsHeldUpAndForgetsIt() throws Exception {
        try (LoopDelay delay = new LoopDelay(loops, PERIOD, seen::add)) {
            await().atMost(PATIENCE).until(() -> {
                loops.submit(() -> work(HELD.multipliedBy(2))).sync();
                return loops.submit(delay::meanNanos).get() > HELD.toNanos();
            });
            await().atMost(PATIENCE).until(() -> delay.meanNanos() < HELD.toNanos() / 2.0);
        }
        assertThat(seen).allMatch(nanos -> nanos >= 0).anyMatch(nanos -> nanos > HELD.toNanos());
    }

    @Test
    void looksNoMoreOnceClosed() throws Exception {
        LoopDelay delay = new LoopDelay(loops, PERIOD, seen::add);
        delay.close();
        // Whatever was due by then.
        loops.next().schedule(() -> {}, 100, TimeUnit.MILLISECONDS).sync();
        double last = delay.meanNanos();
        loops.submit(() -> work(Duration.ofMillis(100))).sync();
        loops.submit(() -> {}).sync();

        assertThat(delay.meanNanos()).isEqualTo(last);
    }

    /** Works, as a loop that has too much to do does: waiting is not allowed on it. */
    private static void work(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        long now = System.nanoTime();
        while (now < end) {
            now = System.nanoTime();
        }
    }
}
