package dev.outrank.gateway.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrank.lookup.Priority;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class EdgeLimitTests {

    private final AtomicLong nanos = new AtomicLong();
    private final EdgeLimit limit = new EdgeLimit(new AdmissionProperties(true, 100, 8, 120), nanos::get);

    private long enter(int tries, Priority priority) {
        return IntStream.range(0, tries).filter(i -> limit.tryEnter(priority)).count();
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    @Test
    void keepsRoomForThoseOfHigherPriority() {
        assertThat(enter(200, Priority.SHEDDABLE)).isEqualTo(50);
        assertThat(enter(200, Priority.NORMAL)).isEqualTo(40);
        assertThat(enter(200, Priority.CRITICAL)).isEqualTo(10);
        assertThat(limit.inFlight()).isEqualTo(100);
    }

    @Test
    void shrinksByAFifthForAllThatAreRefusedTogether() {
        enter(90, Priority.NORMAL);
        IntStream.range(0, 50).forEach(i -> limit.refused());

        assertThat(limit.limit()).isEqualTo(80);

        pass(Duration.ofMillis(100));
        limit.refused();
        assertThat(limit.limit()).isEqualTo(64);
        assertThat(limit.inFlight()).isEqualTo(39);
    }

    @Test
    void growsOnlyWhileItIsUsedAndNotBeyondItsBounds() {
        enter(3, Priority.NORMAL);
        IntStream.range(0, 3).forEach(i -> limit.answered());
        assertThat(limit.limit()).isEqualTo(100);

        for (int i = 0; i < 50; i++) {
            enter(120, Priority.CRITICAL);
            IntStream.range(0, limit.inFlight()).forEach(j -> limit.answered());
        }
        assertThat(limit.limit()).isEqualTo(120);

        for (int i = 0; i < 50; i++) {
            enter(1, Priority.CRITICAL);
            limit.refused();
            pass(Duration.ofMillis(100));
        }
        assertThat(limit.limit()).isEqualTo(8);
    }

    @Test
    void growsByOneForAsManyAnswersAsItLetsIn() {
        enter(100, Priority.CRITICAL);
        for (int i = 0; i < 100; i++) {
            assertThat(limit.limit()).isEqualTo(100);
            limit.answered();
            enter(1, Priority.CRITICAL);
        }
        assertThat(limit.limit()).isEqualTo(101);
    }

    @Test
    void learnsNothingFromCallersThatLeave() {
        enter(50, Priority.NORMAL);
        IntStream.range(0, 50).forEach(i -> limit.left());

        assertThat(limit.limit()).isEqualTo(100);
        assertThat(limit.inFlight()).isZero();
    }
}
