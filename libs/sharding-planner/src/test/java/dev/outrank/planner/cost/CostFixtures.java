package dev.outrank.planner.cost;

import java.util.Map;

/** Coefficients that are 0 but for what a test is about. */
final class CostFixtures {

    private CostFixtures() {}

    static CostCoefficients coefficients(Map<String, Double> values) {
        return new CostCoefficients(CoefficientNames.all().stream()
                .map(name -> Coefficient.of(name, values.getOrDefault(name, 0.0), "by hand"))
                .toList());
    }

    static StageCosts costs(Map<String, Double> values) {
        return new StageCosts(coefficients(values));
    }
}
