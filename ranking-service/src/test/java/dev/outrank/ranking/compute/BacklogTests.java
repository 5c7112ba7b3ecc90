package dev.outrank.ranking.compute;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class BacklogTests {

    private long workedNanos = 7_000_000_000L;
    private final Backlog backlog = new Backlog(2, () -> workedNanos);

    private void answer(int requests, int workMillis) {
        for (int i = 0; i < requests; i++) {
            workedNanos += Duration.ofMillis(workMillis).toNanos() / 2;
            backlog.half();
            workedNanos += Duration.ofMillis(workMillis).toNanos() / 2;
            backlog.half();
        }
    }

    @Test
    void isWhatWaitsTimesTheWorkOfARequestOverTheThreads() {
        answer(1_000, 10);
        assertThat(backlog.of(20)).isBetween(Duration.ofMillis(99), Duration.ofMillis(101));
        assertThat(backlog.of(0)).isZero();
    }

    @Test
    void isUnknownBeforeAFewAnswers() {
        answer(7, 10);
        assertThat(backlog.of(20)).isZero();
        answer(1, 10);
        assertThat(backlog.of(20)).isPositive();
    }

    /** Work on requests that failed is work that was not there for others. */
    @Test
    void countsTheWorkOfRequestsThatWereNotAnswered() {
        for (int i = 0; i < 500; i++) {
            workedNanos += Duration.ofMillis(10).toNanos();
            answer(1, 10);
        }
        assertThat(backlog.of(20)).isBetween(Duration.ofMillis(199), Duration.ofMillis(201));
    }

    /** First tasks of all come before the last of any. */
    @Test
    void takesAProcessWhoseQueueHasJustFilledForNoSlowOne() {
        answer(64, 10);
        for (int i = 0; i < 200; i++) {
            workedNanos += Duration.ofMillis(5).toNanos();
            backlog.half();
        }
        assertThat(backlog.of(20)).isBetween(Duration.ofMillis(99), Duration.ofMillis(101));
    }

    @Test
    void forgetsHowSlowTheProcessWas() {
        answer(100, 100);
        answer(500, 1);
        assertThat(backlog.of(20)).isLessThan(Duration.ofMillis(12));
    }
}
