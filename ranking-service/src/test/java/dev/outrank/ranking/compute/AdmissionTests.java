package dev.outrank.ranking.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrank.lookup.Priority;
import dev.outrank.ranking.request.OverloadedException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AdmissionTests {

    private static final Duration TIME = Duration.ofSeconds(5);

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @Test
    void admitsAsManyAsAllowed() {
        Admission admission = new Admission(2, meters);
        Admission.Pass first = admission.enter(Priority.NORMAL, TIME);
        admission.enter(Priority.NORMAL, TIME);

        assertThatThrownBy(() -> admission.enter(Priority.NORMAL, TIME))
                .isInstanceOf(OverloadedException.class)
                .hasMessage("requests in flight: 2 (expected: fewer; try again later)");
        first.close();
        first.close();
        assertThat(admission.inFlight()).isEqualTo(1);
        admission.enter(Priority.NORMAL, TIME);

        assertThat(admission.inFlight()).isEqualTo(2);
        assertThat(meters.get("outrank.ranking.inflight").gauge().value()).isEqualTo(2);
        assertThat(meters.get("outrank.ranking.inflight.limit").gauge().value()).isEqualTo(2);
    }

    @Test
    void refusesSheddableRequestsFirstAndCriticalOnesLast() {
        Admission admission = new Admission(20, meters);
        assertThat(admitted(admission, Priority.SHEDDABLE)).isEqualTo(10);
        assertThat(admitted(admission, Priority.NORMAL)).isEqualTo(8);
        assertThat(admitted(admission, Priority.CRITICAL)).isEqualTo(2);

        for (String priority : new String[] {"sheddable", "normal", "critical"}) {
            assertThat(meters.get("outrank.ranking.rejected")
                            .tag("limit", "in-flight")
                            .tag("priority", priority)
                            .counter()
                            .count())
                    .isEqualTo(1);
        }
    }

    @ParameterizedTest
    @CsvSource({"CRITICAL, 1000", "NORMAL, 900", "SHEDDABLE, 500"})
    void refusesWhomTheWaitForThreadsLeavesTooLittleTime(Priority priority, int mostMillis) {
        AtomicReference<Duration> wait = new AtomicReference<>(Duration.ofMillis(mostMillis));
        Admission admission = new Admission(100, null, wait::get, () -> 1, meters);
        Duration time = Duration.ofSeconds(3);
        admission.enter(priority, time).close();
        wait.set(Duration.ofMillis(mostMillis + 1));

        assertThatThrownBy(() -> admission.enter(priority, time))
                .isInstanceOf(TooLittleTimeException.class)
                .hasMessageContaining("at most " + mostMillis + " ms for a request of priority "
                        + priority.name().toLowerCase(Locale.ROOT));
        assertThat(admission.inFlight()).isZero();
        assertThat(meters.get("outrank.ranking.rejected")
                        .tag("limit", "time")
                        .tag("priority", priority.name().toLowerCase(Locale.ROOT))
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"499, true", "500, false"})
    void tellsThoseInAHurryFromThoseWhoseTimeIsAmple(int timeMillis, boolean hasty) {
        TooLittleTimeException refusal = new TooLittleTimeException(
                Duration.ofSeconds(3), Duration.ofSeconds(1), Priority.NORMAL, Duration.ofMillis(timeMillis), TIME);
        assertThat(refusal.isHasty()).isEqualTo(hasty);
    }

    private static int admitted(Admission admission, Priority priority) {
        int before = admission.inFlight();
        assertThatThrownBy(() -> {
                    while (true) {
                        admission.enter(priority, TIME);
                    }
                })
                .isInstanceOf(OverloadedException.class);
        return admission.inFlight() - before;
    }
}
