package dev.outrank.workbench.calibrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class CpuClockTests {

    private static final int STEPS = 50_000_000;

    private final CpuClock clock = new CpuClock(ProcessHandle.current());

    @Test
    void keepsTheTimeOfThreadsThatHaveEnded() throws InterruptedException {
        AtomicLong sum = new AtomicLong();
        CountDownLatch worked = new CountDownLatch(1);
        CountDownLatch seen = new CountDownLatch(1);
        Thread worker = Thread.ofPlatform().start(() -> {
            for (int i = 0; i < STEPS; i++) {
                sum.addAndGet(i);
            }
            worked.countDown();
            awaitUninterruptibly(seen);
        });

        long before = clock.nanos();
        worked.await();
        long withWorker = clock.nanos();
        seen.countDown();
        worker.join();

        assertThat(sum).hasValue((STEPS - 1L) * STEPS / 2);
        assertThat(withWorker).isGreaterThanOrEqualTo(before);
        assertThat(clock.nanos()).isGreaterThanOrEqualTo(withWorker);
    }

    @Test
    void leavesOutTheThreadThatAsks() {
        assumeThat(Path.of("/proc/thread-self/schedstat")).isReadable();
        CpuClock others = CpuClock.ofOtherThreads();
        long othersBefore = others.nanos();
        long allBefore = clock.nanos();
        long sum = 0;
        for (int i = 0; i < STEPS; i++) {
            sum += new AtomicLong(i).incrementAndGet();
        }
        assertThat(sum).isEqualTo((STEPS + 1L) * STEPS / 2);
        assertThat(others.nanos() - othersBefore).isLessThan(clock.nanos() - allBefore);
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
