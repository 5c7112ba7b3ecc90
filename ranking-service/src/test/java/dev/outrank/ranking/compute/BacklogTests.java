package dev.outrank.ranking.compute;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class BacklogTests {

    private final Backlog backlog = new Backlog(2);

    private void end(int tasks, int millis) {
        for (int i = 0; i < tasks; i++) {
            backlog.ended(Duration.ofMillis(millis).toNanos());
        }
    }

    @Test
    void isTwiceTheQueueTimesTheTimeOfATaskOverTheThreads() {
        end(100, 5);
        assertThat(backlog.of(20)).isBetween(Duration.ofMillis(99), Duration.ofMillis(101));
        assertThat(backlog.of(0)).isZero();
    }

    @Test
    void learnsNothingFromTheFirstTasks() {
        end(16, 500);
        assertThat(backlog.of(20)).isZero();
        end(1, 5);
        assertThat(backlog.of(20)).isBetween(Duration.ofMillis(99), Duration.ofMillis(101));
    }

    @Test
    void forgetsHowSlowTheProcessWas() {
        end(200, 50);
        end(1_000, 1);
        assertThat(backlog.of(20)).isLessThan(Duration.ofMillis(22));
    }

    @Test
    void takesNoStopOfTheProcessForATask() {
        end(1_000, 5);
        backlog.ended(Duration.ofHours(1).toNanos());
        assertThat(backlog.of(1)).isLessThan(Duration.ofMillis(14));
    }
}
