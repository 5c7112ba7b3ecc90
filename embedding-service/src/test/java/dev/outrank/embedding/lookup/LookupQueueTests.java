package dev.outrank.embedding.lookup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.outrank.lookup.LookupError;
import dev.outrank.lookup.LookupErrorCode;
import dev.outrank.lookup.Priority;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A limit of 10 before one busy thread, on a clock of the test's own. */
final class LookupQueueTests {

    private static final Duration STANDING = LookupQueues.ADAPTIVE.standing();

    private final AtomicLong nanos = new AtomicLong();
    private final AtomicInteger done = new AtomicInteger();
    private final CountDownLatch release = new CountDownLatch(1);
    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final PoolingThreads threads = new PoolingThreads(1, 20);
    private final LookupQueue queue = LookupQueues.before(threads, meters, nanos::get);

    @BeforeEach
    void occupy() {
        PoolingThreadsTests.occupy(threads, release);
    }

    @AfterEach
    void close() {
        release.countDown();
        threads.close();
    }

    @Test
    void takesABurstAsFarAsThereIsRoom() {
        List<LookupQueue.Place> places = enterAll(20, Priority.SHEDDABLE);

        assertThat(queue.enter(Priority.CRITICAL))
                .isEqualTo(LookupError.of(
                        LookupErrorCode.OVERLOADED, "queue: full (expected: fewer than 20 requests waiting)"));
        assertThat(places).hasSize(20);
        assertThat(refused("critical")).isOne();
    }

    @Test
    void refusesBeyondEachPrioritysShareOnceTheQueueStands() {
        enterAll(5, Priority.NORMAL);
        nanos.addAndGet(STANDING.toNanos() + 1);

        assertThat(queue.enter(Priority.SHEDDABLE))
                .isEqualTo(LookupError.of(
                        LookupErrorCode.OVERLOADED,
                        "lookups: 5 under way, and a queue for 100 ms (expected: fewer than 5 of priority SHEDDABLE)"));
        enterAll(4, Priority.NORMAL);
        assertThat(queue.enter(Priority.NORMAL)).isNotNull();
        enterAll(1, Priority.CRITICAL);
        assertThat(queue.enter(Priority.CRITICAL)).isNotNull();
        assertThat(queue.underWay()).isEqualTo(10);
        assertThat(refused("sheddable")).isOne();
        assertThat(refused("normal")).isOne();
        assertThat(refused("critical")).isOne();
    }

    @Test
    void refusesNothingWhereTheQueueWasEmptyALittleAgo() {
        List<LookupQueue.Place> places = enterAll(5, Priority.NORMAL);
        nanos.addAndGet(STANDING.toNanos() + 1);
        assertThat(queue.enter(Priority.SHEDDABLE)).isNotNull();

        places.forEach(place -> assertThat(place.withdraw()).isTrue());
        enterAll(12, Priority.SHEDDABLE);
        nanos.addAndGet(STANDING.toNanos());

        enterAll(1, Priority.SHEDDABLE);
    }

    @Test
    void refusesNothingWhereALookupWaitedLittleALittleAgo() throws InterruptedException {
        enterAll(5, Priority.CRITICAL);
        nanos.addAndGet(STANDING.toNanos() + 1);
        assertThat(queue.enter(Priority.SHEDDABLE)).isNotNull();

        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        enterAll(1, Priority.CRITICAL);
        assertThat(queue.enter(Priority.CRITICAL)).isNull();
        queue.run(
                () -> {
                    begun.countDown();
                    PoolingThreadsTests.awaitLatch(end);
                },
                nanos.get() - LookupQueues.ADAPTIVE.target().toNanos());
        enterAll(3, Priority.CRITICAL);
        release.countDown();
        begun.await();
        enterAll(1, Priority.CRITICAL);
        await().until(() -> queue.underWay() == 5);

        enterAll(1, Priority.SHEDDABLE);
        assertThat(threads.waiting()).isEqualTo(5);
        end.countDown();
    }

    @Test
    void refusesNothingBelowTheLimitHoweverLongTheQueueStands() {
        enterAll(4, Priority.SHEDDABLE);
        nanos.addAndGet(Duration.ofHours(1).toNanos());

        enterAll(1, Priority.SHEDDABLE);
        assertThat(queue.enter(Priority.SHEDDABLE)).isNotNull();
    }

    @Test
    void freesThePlaceOfOneThatLeaves() {
        List<LookupQueue.Place> places = enterAll(20, Priority.NORMAL);
        assertThat(queue.enter(Priority.NORMAL)).isNotNull();

        assertThat(places.get(7).withdraw()).isTrue();
        assertThat(places.get(7).withdraw()).isFalse();
        enterAll(1, Priority.NORMAL);

        release.countDown();
        await().until(() -> done.get() == 20);
        await().until(() -> queue.underWay() == 0);
        assertThat(places.getFirst().withdraw()).isFalse();
        assertThat(threads.waiting()).isZero();
    }

    private List<LookupQueue.Place> enterAll(int count, Priority priority) {
        List<LookupQueue.Place> places = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            assertThat(queue.enter(priority)).isNull();
            places.add(queue.run(done::incrementAndGet, nanos.get()));
        }
        return places;
    }

    private double refused(String priority) {
        return meters.counter("outrank.embedding.refused", "priority", priority).count();
    }
}
