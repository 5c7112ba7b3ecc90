package dev.outrank.ranking.compute;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class BacklogTests {

    private long nowNanos = 7;
    private final Backlog backlog = new Backlog(() -> nowNanos);

    private void end(int requests, int millisApart, int tasks) {
        for (int i = 0; i < requests; i++) {
            nowNanos += TimeUnit.MILLISECONDS.toNanos(millisApart);
            backlog.ended(tasks);
        }
    }

    @Test
    void isWhatWaitsTimesTheTimeBetweenTwoEnds() {
        assertThat(backlog.of(3)).isZero();
        end(100, 10, 3);
        assertThat(backlog.of(20)).isBetween(Duration.ofMillis(199), Duration.ofMillis(201));
    }

    @Test
    void isUnknownAfterAFewEnds() {
        assertThat(backlog.of(3)).isZero();
        end(7, 10, 3);
        assertThat(backlog.of(20)).isZero();
        end(2, 10, 3);
        assertThat(backlog.of(20)).isPositive();
    }

    @Test
    void isNoneWhereNobodyWaitsForAThread() {
        backlog.of(3);
        end(100, 10, 3);
        assertThat(backlog.of(0)).isZero();
    }

    @Test
    void doesNotCountTimeInWhichNobodyWaited() {
        backlog.of(3);
        end(100, 10, 3);
        end(1, 10, 0);
        nowNanos += TimeUnit.HOURS.toNanos(1);
        end(50, 1_000, 0);
        assertThat(backlog.of(20)).isBetween(Duration.ofMillis(199), Duration.ofMillis(201));
    }

    @Test
    void forgetsHowSlowTheProcessWas() {
        backlog.of(3);
        end(100, 100, 3);
        end(500, 1, 3);
        assertThat(backlog.of(20)).isLessThan(Duration.ofMillis(25));
    }
}
