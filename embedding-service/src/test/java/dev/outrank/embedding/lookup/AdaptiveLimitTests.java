package dev.outrank.embedding.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** The limit on a clock of the test's own. */
final class AdaptiveLimitTests {

    private static final int LOWEST = 8;
    private static final int HIGHEST = 64;
    private static final long MILLI = 1_000_000;

    private final AtomicLong nanos = new AtomicLong(-5);
    private final AdaptiveLimit limit = new AdaptiveLimit(LOWEST, HIGHEST, nanos::get);

    @Test
    void beginsAtTheLowest() {
        assertThat(limit.current()).isEqualTo(LOWEST);
    }

    @Test
    void growsToTheHighestWhileItIsUsedAndNothingWaits() {
        learn(40, 0, 3 * MILLI);

        assertThat(limit.current()).isEqualTo(HIGHEST);
    }

    @Test
    void doesNotGrowWhileLittleOfItIsUsed() {
        for (int i = 0; i < 1_000; i++) {
            nanos.addAndGet(10 * MILLI);
            limit.learn(0, 3 * MILLI, 1);
        }

        assertThat(limit.current()).isEqualTo(LOWEST);
    }

    @Test
    void comesBackToTheLowestWhileLookupsWaitForLong() {
        learn(40, 0, 3 * MILLI);
        learn(20, 90 * MILLI, 3 * MILLI);

        assertThat(limit.current()).isEqualTo(LOWEST);
    }

    @Test
    void looksAtSlowdownsAndNotAtTimes() {
        learn(40, 0, 3 * MILLI);
        learn(20, 2 * MILLI, 900 * MILLI);

        assertThat(limit.current()).isEqualTo(HIGHEST);
    }

    @Test
    void takesTheTimeToWakeAThreadForNoQueue() {
        learn(40, 2_000, 500);

        assertThat(limit.current()).isEqualTo(HIGHEST);
    }

    @Test
    void isNotLedByTheFewThatWaitedBehindALargeOne() {
        for (int i = 0; i < 2_000; i++) {
            nanos.addAndGet(5 * MILLI);
            limit.learn(i % 5 == 0 ? 50 * MILLI : 0, MILLI, limit.current());
        }

        assertThat(limit.current()).isEqualTo(HIGHEST);
    }

    /** Has all of the limit used for some windows. */
    private void learn(int windows, long waitedNanos, long workedNanos) {
        for (int i = 0; i < windows * 20; i++) {
            nanos.addAndGet(6 * MILLI);
            limit.learn(waitedNanos, workedNanos, limit.current());
        }
    }
}
