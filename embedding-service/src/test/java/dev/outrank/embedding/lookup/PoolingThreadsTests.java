package dev.outrank.embedding.lookup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class PoolingThreadsTests {

    private final AtomicInteger done = new AtomicInteger();

    @Test
    void refusesMoreThanMayWait() {
        CountDownLatch release = new CountDownLatch(1);
        try (PoolingThreads threads = new PoolingThreads(1, 2)) {
            occupy(threads, release);

            assertThat(threads.tryReserve()).isTrue();
            assertThat(threads.tryReserve()).isTrue();
            assertThat(threads.tryReserve()).isFalse();
            assertThat(threads.waiting()).isEqualTo(2);

            threads.run(done::incrementAndGet);
            threads.run(done::incrementAndGet);
            release.countDown();
            await().until(() -> done.get() == 2);
            assertThat(threads.waiting()).isZero();
            assertThat(threads.tryReserve()).isTrue();
        }
    }

    @Test
    void endsAcceptedTasksBeforeItCloses() {
        CountDownLatch release = new CountDownLatch(1);
        try (PoolingThreads threads = new PoolingThreads(1, 2)) {
            occupy(threads, release);
            assertThat(threads.tryReserve()).isTrue();
            threads.run(done::incrementAndGet);
            release.countDown();
        }
        assertThat(done).hasValue(1);
    }

    /** Returns once the only thread is busy. */
    static void occupy(PoolingThreads threads, CountDownLatch until) {
        assertThat(threads.tryReserve()).isTrue();
        CountDownLatch begun = new CountDownLatch(1);
        threads.run(() -> {
            begun.countDown();
            awaitLatch(until);
        });
        awaitLatch(begun);
    }

    static void awaitLatch(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
