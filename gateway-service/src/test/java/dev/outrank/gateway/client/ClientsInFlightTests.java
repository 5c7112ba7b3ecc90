package dev.outrank.gateway.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class ClientsInFlightTests {

    private static final Client ANN = new Client.Keyed("ann");
    private static final Client BOB = new Client.Keyed("bob");

    private final ClientsInFlight inFlight = new ClientsInFlight(2);

    @Test
    void letsEachClientHaveAsManyAsTheLimit() {
        assertThat(inFlight.tryEnter(ANN)).isTrue();
        assertThat(inFlight.tryEnter(ANN)).isTrue();
        assertThat(inFlight.tryEnter(ANN)).isFalse();
        assertThat(inFlight.tryEnter(BOB)).isTrue();
    }

    @Test
    void letsOneMoreInWhenOneHasLeft() {
        inFlight.tryEnter(ANN);
        inFlight.tryEnter(ANN);

        inFlight.leave(ANN);

        assertThat(inFlight.tryEnter(ANN)).isTrue();
        assertThat(inFlight.tryEnter(ANN)).isFalse();
    }

    @Test
    void forgetsAClientThatHasNothingInFlight() {
        inFlight.tryEnter(ANN);
        inFlight.tryEnter(ANN);
        inFlight.tryEnter(BOB);
        assertThat(inFlight.clients()).isEqualTo(2);

        inFlight.leave(ANN);
        inFlight.leave(ANN);
        inFlight.leave(BOB);

        assertThat(inFlight.clients()).isZero();
    }

    @Test
    void remembersNobodyWhoWasRefused() {
        ClientsInFlight closed = new ClientsInFlight(0);

        assertThat(closed.tryEnter(ANN)).isFalse();
        assertThat(closed.clients()).isZero();
    }

    @Test
    void neverLetsMoreInWhenManyThreadsAsk() throws Exception {
        AtomicInteger within = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch start = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (int i = 0; i < 8; i++) {
                threads.execute(() -> {
                    awaitUninterruptibly(start);
                    for (int j = 0; j < 5_000; j++) {
                        if (inFlight.tryEnter(ANN)) {
                            most.accumulateAndGet(within.incrementAndGet(), Math::max);
                            within.decrementAndGet();
                            inFlight.leave(ANN);
                        }
                    }
                });
            }
            start.countDown();
        }

        assertThat(most.get()).isBetween(1, 2);
        assertThat(inFlight.clients()).isZero();
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
