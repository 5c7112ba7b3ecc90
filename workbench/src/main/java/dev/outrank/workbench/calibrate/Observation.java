package dev.outrank.workbench.calibrate;

import dev.outrank.planner.cost.StageCosts;
import dev.outrank.planner.cost.Validation;
import dev.outrank.planner.cost.ValidationKind;
import java.util.function.ToDoubleFunction;

/**
 * A measured time, and the formula that should give it.
 *
 * @param kind which part of the model
 * @param what was measured, for people
 * @param heldOut whether it only judges coefficients, and none is fitted to it
 * @param nanos the measured time
 * @param formula what the model says
 */
record Observation(
        ValidationKind kind, String what, boolean heldOut, double nanos, ToDoubleFunction<StageCosts> formula) {

    Validation judge(StageCosts costs) {
        return Validation.of(kind, what, formula.applyAsDouble(costs), nanos);
    }
}
