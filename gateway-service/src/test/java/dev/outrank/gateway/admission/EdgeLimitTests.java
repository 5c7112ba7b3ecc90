package dev.outrank.gateway.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrank.lookup.Priority;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class EdgeLimitTests {

    private static final Duration SIGN = Duration.ofMillis(100);

    private final AtomicLong nanos = new AtomicLong();
    private Duration loopDelay = Duration.ZERO;
    private final EdgeLimit limit = new EdgeLimit(
            new AdmissionProperties(true, 8, 100, Duration.ofSeconds(1)), () -> loopDelay.toNanos(), nanos::get);

    private long enter(int tries, Priority priority) {
        return IntStream.range(0, tries).filter(i -> limit.tryEnter(priority)).count();
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    /** Begins an overload with so many inside. */
    private void overload(int inside) {
        enter(inside + 1, Priority.CRITICAL);
        limit.refused();
    }

    @Test
    void keepsRoomForThoseOfHigherPriority() {
        assertThat(enter(200, Priority.SHEDDABLE)).isEqualTo(50);
        assertThat(enter(200, Priority.NORMAL)).isEqualTo(40);
        assertThat(enter(200, Priority.CRITICAL)).isEqualTo(10);
        assertThat(limit.inFlight()).isEqualTo(100);
    }

    @Test
    void beginsAnOverloadWithHalfOfWhatIsInside() {
        overload(60);

        assertThat(limit.limit()).isEqualTo(30);
        assertThat(enter(1, Priority.CRITICAL)).isZero();
    }

    @Test
    void shrinksByAFifthForAllThatAreRefusedTogether() {
        overload(60);
        IntStream.range(0, 10).forEach(i -> limit.refused());
        assertThat(limit.limit()).isEqualTo(30);

        pass(SIGN);
        IntStream.range(0, 10).forEach(i -> limit.refused());
        assertThat(limit.limit()).isEqualTo(24);
        assertThat(limit.inFlight()).isEqualTo(40);
    }

    @Test
    void shrinksWhileLoopsAreLateButNotBelowTheLeast() {
        overload(60);
        loopDelay = Duration.ofMillis(6);
        pass(SIGN);
        limit.answered();
        limit.answered();
        assertThat(limit.limit()).isEqualTo(24);

        for (int i = 0; i < 20; i++) {
            pass(SIGN);
            enter(100, Priority.CRITICAL);
            limit.answered();
        }
        assertThat(limit.limit()).isEqualTo(8);
    }

    @Test
    void takesLateLoopsAloneForNoOverload() {
        enter(60, Priority.CRITICAL);
        loopDelay = Duration.ofSeconds(1);
        pass(SIGN);
        limit.answered();

        assertThat(limit.limit()).isEqualTo(100);
    }

    @Test
    void growsByOneForAsManyAnswersAsItLetsIn() {
        overload(60);
        enter(100, Priority.CRITICAL);
        for (int i = 0; i < 30; i++) {
            assertThat(limit.limit()).isEqualTo(30);
            limit.answered();
        }
        assertThat(limit.limit()).isEqualTo(31);
    }

    @Test
    void growsNotWhileItIsNotUsed() {
        overload(60);
        IntStream.range(0, 60).forEach(i -> limit.left());
        for (int i = 0; i < 100; i++) {
            enter(1, Priority.CRITICAL);
            limit.answered();
        }
        assertThat(limit.limit()).isEqualTo(30);
    }

    @Test
    void endsTheOverloadOnceNobodyIsRefusedForASecond() {
        overload(60);
        pass(Duration.ofMillis(900));
        assertThat(enter(1, Priority.NORMAL)).isZero();
        pass(Duration.ofMillis(999));
        assertThat(limit.limit()).isEqualTo(30);

        pass(Duration.ofMillis(1));
        assertThat(limit.limit()).isEqualTo(100);
        assertThat(enter(100, Priority.CRITICAL)).isEqualTo(40);
    }

    @Test
    void learnsNothingFromCallersThatLeave() {
        enter(50, Priority.NORMAL);
        IntStream.range(0, 50).forEach(i -> limit.left());

        assertThat(limit.limit()).isEqualTo(100);
        assertThat(limit.inFlight()).isZero();
    }
}
