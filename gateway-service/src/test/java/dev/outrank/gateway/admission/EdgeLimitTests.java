package dev.outrank.gateway.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrank.lookup.Priority;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class EdgeLimitTests {

    private static final Duration SIGN = Duration.ofMillis(100);
    private static final int MOST = 200;

    private final AtomicLong nanos = new AtomicLong();
    private Duration loopDelay = Duration.ZERO;
    private final EdgeLimit limit = new EdgeLimit(
            new AdmissionProperties(true, 8, MOST, Duration.ofSeconds(1)), () -> loopDelay.toNanos(), nanos::get);

    private boolean enters(Priority priority) {
        try {
            limit.enter(priority);
            return true;
        } catch (GatewayOverloadedException e) {
            return false;
        }
    }

    private long enter(int tries, Priority priority) {
        return IntStream.range(0, tries).filter(i -> enters(priority)).count();
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    /** Begins an overload with so many inside. */
    private void overload(int inside) {
        enter(inside + 1, Priority.CRITICAL);
        limit.refused(Priority.NORMAL);
        assertThat(limit.inFlight()).isEqualTo(inside);
    }

    @Test
    void keepsRoomForThoseOfHigherPriority() {
        assertThat(enter(300, Priority.SHEDDABLE)).isEqualTo(100);
        assertThat(enter(300, Priority.NORMAL)).isEqualTo(80);
        assertThat(enter(300, Priority.CRITICAL)).isEqualTo(20);
        assertThat(limit.inFlight()).isEqualTo(MOST);
    }

    @Test
    void keepsRoomForTheCriticalHoweverSmallItIs() {
        overload(0);
        loopDelay = Duration.ofMillis(6);
        for (int i = 0; i < 20; i++) {
            pass(SIGN);
            enter(1, Priority.CRITICAL);
            limit.answered();
            enter(20, Priority.SHEDDABLE);
            IntStream.range(0, limit.inFlight()).forEach(inside -> limit.left());
        }
        assertThat(limit.limit()).isEqualTo(8);
        assertThat(enter(20, Priority.NORMAL)).isEqualTo(7);
        assertThat(enter(20, Priority.CRITICAL)).isEqualTo(1);
    }

    @Test
    void beginsAnOverloadWithHalfOfWhatIsInside() {
        overload(60);

        assertThat(limit.limit()).isEqualTo(30);
        assertThatThrownBy(() -> limit.enter(Priority.NORMAL))
                .isInstanceOf(GatewayOverloadedException.class)
                .hasMessage("requests in flight: 27 (expected: fewer, of priority normal at present; try again later)");
    }

    @Test
    void beginsNoneWithLessThanSixteen() {
        overload(3);

        assertThat(limit.limit()).isEqualTo(16);
    }

    @Test
    void takesFewRefusalsAmongManyAnswersForNoOverload() {
        enter(100, Priority.CRITICAL);
        IntStream.range(0, 20).forEach(i -> limit.answered());
        limit.refused(Priority.NORMAL);
        limit.refused(Priority.NORMAL);
        assertThat(limit.limit()).isEqualTo(MOST);

        limit.refused(Priority.NORMAL);
        assertThat(limit.limit()).isEqualTo(39);
    }

    @Test
    void takesNoRoomForTheSheddableForNoOverload() {
        enter(100, Priority.CRITICAL);
        IntStream.range(0, 20).forEach(i -> limit.refused(Priority.SHEDDABLE));

        assertThat(limit.limit()).isEqualTo(MOST);
        assertThat(limit.inFlight()).isEqualTo(80);
    }

    @Test
    void shrinksByAFifthForAllThatAreRefusedTogether() {
        overload(60);
        IntStream.range(0, 10).forEach(i -> limit.refused(Priority.NORMAL));
        assertThat(limit.limit()).isEqualTo(30);

        pass(SIGN);
        IntStream.range(0, 10).forEach(i -> limit.refused(Priority.NORMAL));
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
            enter(MOST, Priority.CRITICAL);
            limit.answered();
        }
        assertThat(limit.limit()).isEqualTo(8);
    }

    @Test
    void mindsLateLoopsNoMoreOnceRankingHasRefusedNobodyForLong() {
        overload(60);
        loopDelay = Duration.ofMillis(6);
        for (int i = 0; i < 20; i++) {
            pass(Duration.ofMillis(500));
            enter(MOST, Priority.CRITICAL);
            limit.answered();
        }
        assertThat(limit.limit()).isEqualTo(8);

        for (int i = 0; i < 8; i++) {
            enter(MOST, Priority.CRITICAL);
            limit.answered();
        }
        assertThat(limit.limit()).isEqualTo(9);
    }

    @Test
    void takesLateLoopsAloneForNoOverload() {
        enter(60, Priority.CRITICAL);
        loopDelay = Duration.ofSeconds(1);
        pass(SIGN);
        limit.answered();

        assertThat(limit.limit()).isEqualTo(MOST);
    }

    @Test
    void growsByOneForAsManyAnswersAsItLetsInWhileItTurnsSomebodyAway() {
        overload(60);
        enter(1, Priority.SHEDDABLE);
        for (int i = 0; i < 30; i++) {
            assertThat(limit.limit()).isEqualTo(30);
            limit.answered();
        }
        assertThat(limit.limit()).isEqualTo(31);

        IntStream.range(0, 30).forEach(i -> limit.answered());
        enter(1, Priority.CRITICAL);
        limit.answered();
        assertThat(limit.limit()).isEqualTo(31);
    }

    @Test
    void endsTheOverloadOnceNobodyIsRefusedForASecond() {
        overload(60);
        pass(Duration.ofMillis(900));
        assertThat(enter(1, Priority.NORMAL)).isZero();
        pass(Duration.ofMillis(999));
        assertThat(limit.limit()).isEqualTo(30);

        pass(Duration.ofMillis(1));
        assertThat(limit.limit()).isEqualTo(MOST);
        assertThat(enter(MOST, Priority.CRITICAL)).isEqualTo(140);
    }

    @Test
    void learnsNothingFromCallersThatLeave() {
        enter(50, Priority.NORMAL);
        IntStream.range(0, 50).forEach(i -> limit.left());

        assertThat(limit.limit()).isEqualTo(MOST);
        assertThat(limit.inFlight()).isZero();
    }
}
