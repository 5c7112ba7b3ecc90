package dev.outrank.replica;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class ReplicaBreakersTests {

    private static final int ROUNDS = 1_000;
    private static final int THREADS = 4;
    private static final int CALLS = 3;

    private final CircuitBreaker breaker =
            new ReplicaBreakers(new BreakerSettings(10, 5, 50, Duration.ofHours(1))).breaker("replica");
    private final ReplicaHealth replica = new ReplicaHealth("replica", breaker, System::nanoTime);
    private final List<CallPermission> calls = new CopyOnWriteArrayList<>();

    private void begin(int count) {
        for (int i = 0; i < count; i++) {
            calls.add(requireNonNull(replica.tryBegin(ReplicaFixture.MINUTE)));
        }
    }

    private void beginAndOpen() {
        breaker.reset();
        calls.clear();
        begin(THREADS * CALLS);
        breaker.transitionToOpenState();
        breaker.transitionToHalfOpenState();
        begin(1);
    }

    @Test
    void hearsOfTheTrialWhileManyCallsFromBeforeEndAtOnce() throws Exception {
        CyclicBarrier together = new CyclicBarrier(THREADS, this::beginAndOpen);
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            List<Future<Void>> ends = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                int first = thread * CALLS;
                Callable<Void> end = () -> {
                    for (int round = 0; round < ROUNDS; round++) {
                        together.await(10, TimeUnit.SECONDS);
                        calls.get(first).succeeded();
                        calls.get(first + 1).failed(new IllegalStateException("late"));
                        calls.get(first + 2).released();
                        if (first == 0) {
                            calls.getLast().failed(new IllegalStateException("still broken"));
                        }
                    }
                    return null;
                };
                ends.add(threads.submit(end));
            }
            assertThat(ends).allSatisfy(end -> assertThat(end).succeedsWithin(Duration.ofSeconds(60)));
        }
        assertThat(replica.breakerState()).isEqualTo(CircuitBreaker.State.OPEN);
        assertThat(replica.outstanding()).isZero();
    }

    @Test
    void isDecidedByItsTrialAlone() {
        beginAndOpen();

        calls.get(0).succeeded();
        calls.get(1).failed(new IllegalStateException("late"));
        calls.get(2).released();
        assertThat(replica.breakerState()).isEqualTo(CircuitBreaker.State.HALF_OPEN);
        assertThat(replica.tryBegin(ReplicaFixture.MINUTE)).as("a second trial").isNull();

        calls.getLast().failed(new IllegalStateException("still broken"));
        assertThat(replica.breakerState()).isEqualTo(CircuitBreaker.State.OPEN);
    }

    @Test
    void hearsOfATrialNoMoreOnceAnotherHasBegun() {
        breaker.transitionToOpenState();
        breaker.transitionToHalfOpenState();
        begin(1);
        breaker.transitionToOpenState();
        breaker.transitionToHalfOpenState();
        begin(1);

        calls.getFirst().released();
        assertThat(replica.tryBegin(ReplicaFixture.MINUTE)).as("a second trial").isNull();
        calls.getLast().succeeded();
        assertThat(replica.breakerState()).isEqualTo(CircuitBreaker.State.CLOSED);
    }

    @Test
    void hearsOfManyCallsAtOnceWhileItIsClosed() throws Exception {
        CyclicBarrier together = new CyclicBarrier(THREADS);
        Callable<Void> end = () -> {
            together.await(10, TimeUnit.SECONDS);
            for (int call = 0; call < ROUNDS * CALLS; call++) {
                requireNonNull(replica.tryBegin(ReplicaFixture.MINUTE)).succeeded();
            }
            return null;
        };
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            List<Future<Void>> ends = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                ends.add(threads.submit(end));
            }
            assertThat(ends).allSatisfy(ended -> assertThat(ended).succeedsWithin(Duration.ofSeconds(60)));
        }
        assertThat(breaker.getMetrics().getNumberOfBufferedCalls()).isEqualTo(10);
    }
}
