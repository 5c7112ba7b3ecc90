package dev.outrank.planner.cost;

/**
 * A prediction held against a measurement that no coefficient was fitted to.
 *
 * @param kind which part of the model
 * @param what was measured, for people
 * @param predictedNanos by the coefficients
 * @param measuredNanos in the same run
 * @param error {@code predicted / measured - 1}
 */
public record Validation(ValidationKind kind, String what, double predictedNanos, double measuredNanos, double error) {

    /** Makes a validation and its error. */
    public static Validation of(ValidationKind kind, String what, double predictedNanos, double measuredNanos) {
        return new Validation(kind, what, predictedNanos, measuredNanos, predictedNanos / measuredNanos - 1);
    }
}
