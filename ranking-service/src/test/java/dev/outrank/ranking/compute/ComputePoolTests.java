package dev.outrank.ranking.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrank.lookup.Priority;
import dev.outrank.ranking.request.OverloadedException;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import reactor.blockhound.BlockingOperationError;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

class ComputePoolTests {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final MeterRegistry meters = new SimpleMeterRegistry();

    @Test
    void refusesARequestWhenTheQueueIsFull() throws InterruptedException {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch gate = new CountDownLatch(1);
        try (ComputePool pool = new ComputePool(1, 2, meters)) {
            pool.scheduler().schedule(() -> waitFor(running, gate));
            running.await();
            pool.requireRoom(Priority.NORMAL);
            pool.scheduler().schedule(() -> {});
            pool.scheduler().schedule(() -> {});

            assertThatThrownBy(() -> pool.requireRoom(Priority.SHEDDABLE))
                    .isInstanceOf(OverloadedException.class)
                    .hasMessage("tasks waiting for a CPU: 2 (expected: fewer; try again later)");
            assertThat(meters.get("outrank.ranking.cpu.queue").gauge().value()).isEqualTo(2);
            assertThat(meters.get("outrank.ranking.rejected")
                            .tag("limit", "cpu-queue")
                            .tag("priority", "sheddable")
                            .counter()
                            .count())
                    .isEqualTo(1);
            gate.countDown();
        }
    }

    @Test
    void expectsTheWaitOfWhatIsQueuedByHowLongTasksTook() throws InterruptedException {
        AtomicLong nanos = new AtomicLong();
        try (ComputePool pool = new ComputePool(1, 100, meters, nanos::get)) {
            for (int i = 0; i < 100; i++) {
                CountDownLatch ran = new CountDownLatch(1);
                pool.scheduler().schedule(() -> {
                    nanos.addAndGet(Duration.ofMillis(10).toNanos());
                    ran.countDown();
                });
                ran.await();
            }
            CountDownLatch running = new CountDownLatch(1);
            CountDownLatch gate = new CountDownLatch(1);
            // By when this runs, all before it have ended and were counted.
            pool.scheduler().schedule(() -> waitFor(running, gate));
            running.await();
            assertThat(pool.expectedWait()).isZero();
            for (int i = 0; i < 5; i++) {
                pool.scheduler().schedule(() -> {});
            }
            assertThat(pool.expectedWait()).isBetween(Duration.ofMillis(99), Duration.ofMillis(101));
            gate.countDown();
        }
    }

    private static void waitFor(CountDownLatch running, CountDownLatch gate) {
        running.countDown();
        try {
            gate.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void takesTasksFromAThreadThatMayNotBlock() {
        try (ComputePool pool = new ComputePool(1, 2, meters)) {
            Mono<Integer> handedOver = Mono.defer(
                            () -> Mono.fromCallable(() -> 42).subscribeOn(pool.scheduler()))
                    .subscribeOn(Schedulers.parallel());

            assertThat(handedOver.block(PATIENCE)).isEqualTo(42);
        }
    }

    @Test
    void isWatchedForBlockingCalls() {
        Mono<Boolean> blocking = Mono.fromCallable(() -> {
                    // A shorter wait may be over before the thread is parked for it.
                    return new CountDownLatch(1).await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
                })
                .subscribeOn(Schedulers.parallel());

        assertThatThrownBy(() -> blocking.block(PATIENCE.multipliedBy(2)))
                .hasRootCauseInstanceOf(BlockingOperationError.class);
    }
}
