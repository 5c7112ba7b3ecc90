package dev.outrank.ranking.lifetime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LeasesTests {

    private final AtomicInteger closed = new AtomicInteger();
    private final Leases leases = new Leases(closed::incrementAndGet);

    @Test
    void closesAtOnceWhenNobodyIsInside() {
        leases.retire();
        leases.retire();

        assertThat(closed).hasValue(1);
        assertThat(leases.tryAcquire()).isFalse();
    }

    @Test
    void closesAfterTheLastUser() {
        assertThat(leases.tryAcquire()).isTrue();
        assertThat(leases.tryAcquire()).isTrue();
        assertThat(leases.held()).isEqualTo(2);
        leases.retire();
        assertThat(leases.tryAcquire()).isFalse();

        leases.release();
        assertThat(closed).hasValue(0);
        leases.release();

        assertThat(closed).hasValue(1);
        assertThat(leases.held()).isZero();
    }

    @Test
    void staysOpenWhileUsersComeAndGo() {
        for (int i = 0; i < 3; i++) {
            assertThat(leases.tryAcquire()).isTrue();
            leases.release();
        }

        assertThat(closed).hasValue(0);
    }
}
