package dev.outrank.workbench.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class CapacitySearchTests {

    private final List<CapacityStep> told = new ArrayList<>();

    private CapacityReport search(double first, double limit) throws InterruptedException {
        return new CapacitySearch(
                        rate -> new CapacityStep(rate, Math.min(rate, limit), 100, 0, rate <= limit), told::add)
                .search(first, 1000);
    }

    @Test
    void doublesThenHalvesAndVerifies() throws InterruptedException {
        CapacityReport report = search(10, 333);
        assertThat(report.capacity()).isBetween(333 / 1.05, 333.0);
        assertThat(told).isEqualTo(report.steps());
        assertThat(told.stream().map(CapacityStep::rate).limit(7))
                .startsWith(10.0, 20.0, 40.0, 80.0, 160.0, 320.0, 640.0);
        assertThat(told.getLast()).satisfies(last -> {
            assertThat(last.rate()).isEqualTo(report.capacity());
            assertThat(last.passed()).isTrue();
        });
    }

    @Test
    void goesDownWhereTheFirstRateIsTooHigh() throws InterruptedException {
        assertThat(search(64, 3).capacity()).isBetween(3 / 1.05, 3.0);
    }

    @Test
    void findsNothingWhereNoRatePasses() throws InterruptedException {
        assertThat(search(64, 0).capacity()).isZero();
    }

    @Test
    void takesLessWhereTheVerificationFails() throws InterruptedException {
        boolean[] tired = {false};
        CapacityReport report = new CapacitySearch(
                        rate -> {
                            tired[0] |= rate > 100;
                            return new CapacityStep(rate, rate, 100, 0, rate <= (tired[0] ? 61 : 100));
                        },
                        told::add)
                .search(70, 1000);
        assertThat(report.capacity()).isCloseTo(70 * 0.95 * 0.95 * 0.95, within(0.01));
    }

    @Test
    void failsAStepForItsTailItsErrorsOrItsBacklog() {
        assertThat(step(1000, 900, List.of()).passed()).isTrue();
        assertThat(step(1000, 1001, List.of()).passed()).isFalse();
        assertThat(step(1000, 900, List.of(new ReplayError("timeout", 1, ""))).passed())
                .isFalse();
        assertThat(step(900, 900, List.of()).passed()).isFalse();
    }

    private static CapacityStep step(double achieved, double p99, List<ReplayError> errors) {
        LatencySummary latency = new LatencySummary(1, 1, 1, p99, p99, p99);
        ReplayResult result = new ReplayResult(
                1, "", "", "", "rate", 1000.0, achieved, 0, 100, 1, 1, 1, 1, 1, 1000, latency, latency, Map.of(),
                errors);
        return CapacityStep.of(1000, result, 1000);
    }
}
