package dev.outrank.embedding.shard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

final class LeaseCountTests {

    private final AtomicInteger ended = new AtomicInteger();

    @Test
    void endsOnceAfterTheLastHolder() {
        LeaseCount count = new LeaseCount(ended::incrementAndGet);
        assertThat(count.tryHold()).isTrue();

        count.drop();
        assertThat(ended).hasValue(0);
        count.drop();
        assertThat(ended).hasValue(1);
        assertThat(count.isHeld()).isFalse();
    }

    @Test
    void isNeverHeldAgainAfterItsEnd() {
        LeaseCount count = new LeaseCount(ended::incrementAndGet);
        count.drop();

        assertThat(count.tryHold()).isFalse();
        assertThat(ended).hasValue(1);
    }

    @RepeatedTest(20)
    void neverEndsUnderAHolder() {
        AtomicBoolean over = new AtomicBoolean();
        AtomicInteger heldAfterEnd = new AtomicInteger();
        LeaseCount count = new LeaseCount(() -> {
            ended.incrementAndGet();
            over.set(true);
        });
        try (ExecutorService threads = Executors.newFixedThreadPool(5)) {
            for (int i = 0; i < 4; i++) {
                threads.execute(() -> {
                    for (int turn = 0; turn < 1_000 && count.tryHold(); turn++) {
                        if (over.get()) {
                            heldAfterEnd.incrementAndGet();
                        }
                        count.drop();
                    }
                });
            }
            threads.execute(count::drop);
        }
        assertThat(ended).hasValue(1);
        assertThat(heldAfterEnd).hasValue(0);
    }
}
