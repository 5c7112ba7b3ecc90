package dev.outrank.planner.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrank.planner.PlanException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class CostCoefficientsTests {

    private static final CostCoefficients ALL = CostFixtures.coefficients(Map.of());

    @Test
    void givesBackWhatItTookWhenAsked() {
        CostCoefficients changed = ALL.with(Coefficient.of(CoefficientNames.DENSE_RUN, 3, "measured"));
        assertThat(changed.value(CoefficientNames.DENSE_RUN)).isEqualTo(3);
        assertThat(changed.coefficient(CoefficientNames.DENSE_RUN).unit()).isEqualTo("ns/run");
        assertThat(changed.all()).extracting(Coefficient::name).isEqualTo(CoefficientNames.all());
    }

    @Test
    void refusesWhenOneIsMissing() {
        List<Coefficient> fewer = new ArrayList<>(ALL.all());
        fewer.removeIf(coefficient -> coefficient.name().equals(CoefficientNames.DENSE_RUN));
        assertThatThrownBy(() -> new CostCoefficients(fewer))
                .isInstanceOf(PlanException.class)
                .hasMessage("coefficients: without [dense.run] (expected: all; calibrate again)");
    }

    @Test
    void refusesWhenOneOccursTwice() {
        List<Coefficient> more = new ArrayList<>(ALL.all());
        more.add(Coefficient.of(CoefficientNames.DENSE_RUN, 1, "again"));
        assertThatThrownBy(() -> new CostCoefficients(more))
                .isInstanceOf(PlanException.class)
                .hasMessage("coefficients: 'dense.run' occurs twice (expected: each once)");
    }

    @Test
    void refusesCoefficientsWhenUnknownNegativeOrInAnotherUnit() {
        assertThatThrownBy(() -> Coefficient.of("kernel.magic", 1, "x"))
                .isInstanceOf(PlanException.class)
                .hasMessageStartingWith("coefficients: 'kernel.magic' (expected: one of [kernel.lookup, ");
        assertThatThrownBy(() -> Coefficient.of(CoefficientNames.DENSE_RUN, -1, "x"))
                .isInstanceOf(PlanException.class)
                .hasMessage("coefficients['dense.run'].value: -1.0 (expected: a finite number of at least 0)");
        assertThatThrownBy(() -> Coefficient.of(CoefficientNames.DENSE_RUN, Double.NaN, "x"))
                .isInstanceOf(PlanException.class);
        assertThatThrownBy(() -> new Coefficient(CoefficientNames.DENSE_RUN, 1, "µs", "x"))
                .isInstanceOf(PlanException.class)
                .hasMessage("coefficients['dense.run'].unit: 'µs' (expected: 'ns/run')");
        assertThatThrownBy(() -> Coefficient.of(CoefficientNames.DENSE_RUN, 1, " "))
                .isInstanceOf(PlanException.class)
                .hasMessageContaining(".origin: ' ' (expected: what was measured)");
    }

    @Test
    void refusesAskedNameWhenUnknown() {
        assertThatThrownBy(() -> ALL.value("kernel.magic"))
                .isInstanceOf(PlanException.class)
                .hasMessageStartingWith("coefficients: 'kernel.magic'");
    }
}
