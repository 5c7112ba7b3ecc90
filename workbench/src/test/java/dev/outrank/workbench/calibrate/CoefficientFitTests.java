package dev.outrank.workbench.calibrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrank.bundle.failure.InternalException;
import dev.outrank.bundle.manifest.ElementType;
import dev.outrank.bundle.manifest.Scope;
import dev.outrank.planner.cost.Coefficient;
import dev.outrank.planner.cost.CoefficientNames;
import dev.outrank.planner.cost.CostCoefficients;
import dev.outrank.planner.cost.NetFacts;
import dev.outrank.planner.cost.StageCosts;
import dev.outrank.planner.cost.ValidationKind;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

final class CoefficientFitTests {

    private static final Percentage CLOSE = Percentage.withPercentage(0.5);

    private static final CostCoefficients NONE = new CostCoefficients(CoefficientNames.all().stream()
            .map(name -> Coefficient.of(name, 0, "none"))
            .toList());

    private static CostCoefficients known(String name, double value, CostCoefficients others) {
        return others.with(Coefficient.of(name, value, "known"));
    }

    private static Observation observation(
            CostCoefficients truth, boolean heldOut, ToDoubleFunction<StageCosts> formula) {
        return new Observation(
                ValidationKind.DENSE, "", heldOut, formula.applyAsDouble(new StageCosts(truth)), formula);
    }

    private static List<Observation> dense(CostCoefficients truth) {
        List<Observation> observations = new ArrayList<>();
        for (long weights : new long[] {10_000, 1_000_000, 8_000_000}) {
            NetFacts net = new NetFacts("net", Scope.CANDIDATE, weights, weights / 4, weights / 1000);
            for (int items : new int[] {1, 10, 300}) {
                observations.add(observation(truth, false, costs -> costs.denseNanos(net, items)));
            }
            NetFacts flat = new NetFacts("flat", Scope.CANDIDATE, weights, weights / 4, weights / 50);
            observations.add(observation(truth, false, costs -> costs.denseNanos(flat, 100)));
        }
        return observations;
    }

    @Test
    void recoversCoefficientsWhenFormulaIsNotLinear() {
        List<String> names = List.of(
                CoefficientNames.DENSE_RUN,
                CoefficientNames.DENSE_PARAMETER_BYTE,
                CoefficientNames.DENSE_MULTIPLY_ADD,
                CoefficientNames.DENSE_ACTIVATION);
        CostCoefficients base = known(CoefficientNames.DENSE_FAR_BYTES, 1e9, NONE);
        CostCoefficients truth = base;
        truth = known(CoefficientNames.DENSE_RUN, 3000, truth);
        truth = known(CoefficientNames.DENSE_PARAMETER_BYTE, 0.02, truth);
        truth = known(CoefficientNames.DENSE_MULTIPLY_ADD, 0.012, truth);
        truth = known(CoefficientNames.DENSE_ACTIVATION, 0.3, truth);
        CostCoefficients fitted = new CoefficientFit(base, names, dense(truth), "fit").solve();
        for (String name : names) {
            assertThat(fitted.value(name)).as(name).isCloseTo(truth.value(name), CLOSE);
            assertThat(fitted.coefficient(name).origin()).isEqualTo("fit");
        }
    }

    @Test
    void recoversRowsThatWaitWhenTheyComeFromMemory() {
        ElementType dtype = ElementType.FLOAT16;
        List<String> names = List.of(
                CoefficientNames.LOOKUP,
                CoefficientNames.bag(dtype),
                CoefficientNames.missedRow(dtype),
                CoefficientNames.missedLine(dtype),
                CoefficientNames.missedElement(dtype));
        CostCoefficients truth = known(CoefficientNames.LOOKUP, 900, NONE);
        truth = known(CoefficientNames.bag(dtype), 9, truth);
        truth = known(CoefficientNames.missedRow(dtype), 45, truth);
        truth = known(CoefficientNames.missedLine(dtype), 8, truth);
        truth = known(CoefficientNames.missedElement(dtype), 0.4, truth);
        List<Observation> observations = new ArrayList<>();
        for (int dim : new int[] {16, 64, 128, 256}) {
            for (int pool : new int[] {1, 4, 30}) {
                observations.add(observation(truth, false, costs -> costs.poolNanos(dtype, dim, 100, 0, 100.0 * pool)));
            }
        }
        CostCoefficients fitted = new CoefficientFit(NONE, names, observations, "fit").solve();
        for (String name : names) {
            assertThat(fitted.value(name)).as(name).isCloseTo(truth.value(name), CLOSE);
        }
    }

    @Test
    void leavesOutWhatIsHeldOutWhenFitting() {
        CostCoefficients truth = known(CoefficientNames.DENSE_RUN, 100, NONE);
        NetFacts net = new NetFacts("net", Scope.CANDIDATE, 0, 0, 0);
        List<Observation> observations = List.of(
                observation(truth, false, costs -> costs.denseNanos(net, 1)),
                observation(known(CoefficientNames.DENSE_RUN, 900, NONE), true, costs -> costs.denseNanos(net, 1)));
        CostCoefficients fitted =
                new CoefficientFit(NONE, List.of(CoefficientNames.DENSE_RUN), observations, "fit").solve();
        assertThat(fitted.value(CoefficientNames.DENSE_RUN)).isCloseTo(100, CLOSE);
    }

    @Test
    void goesToZeroWhenLeastSquaresWouldBeNegative() {
        List<String> names = List.of(CoefficientNames.DENSE_RUN, CoefficientNames.DENSE_ACTIVATION);
        // The more activations, the faster: no sign that each takes time.
        List<Observation> observations = new ArrayList<>();
        for (int items : new int[] {1, 10, 100}) {
            NetFacts net = new NetFacts("net", Scope.CANDIDATE, 0, 0, 1);
            observations.add(new Observation(
                    ValidationKind.DENSE, "", false, 1000 - items, costs -> costs.denseNanos(net, items)));
        }
        CostCoefficients fitted = new CoefficientFit(NONE, names, observations, "fit").solve();
        assertThat(fitted.value(CoefficientNames.DENSE_ACTIVATION)).isBetween(0.0, 1e-12);
        assertThat(fitted.value(CoefficientNames.DENSE_RUN)).isBetween(900.0, 1000.0);
    }

    @Test
    void refusesWhenPointsAreFewerThanCoefficients() {
        assertThatThrownBy(() -> new CoefficientFit(NONE, List.of(CoefficientNames.DENSE_RUN), List.of(), "fit"))
                .isInstanceOf(InternalException.class)
                .hasMessage("points: 0 (expected: at least 1, as many as coefficients are fitted)");
    }
}
