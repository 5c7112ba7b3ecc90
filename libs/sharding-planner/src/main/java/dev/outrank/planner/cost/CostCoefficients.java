package dev.outrank.planner.cost;

import dev.outrank.planner.PlanException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All coefficients of the cost model, each exactly once. Immutable. */
public final class CostCoefficients {

    private final Map<String, Coefficient> byName;

    /**
     * Takes the coefficients, in any order.
     *
     * @throws PlanException if one is missing or occurs twice
     */
    public CostCoefficients(List<Coefficient> coefficients) {
        Map<String, Coefficient> given = new LinkedHashMap<>();
        for (Coefficient coefficient : coefficients) {
            if (given.put(coefficient.name(), coefficient) != null) {
                throw new PlanException(
                        "coefficients: '" + coefficient.name() + "' occurs twice (expected: each once)");
            }
        }
        byName = new LinkedHashMap<>();
        List<String> missing = new ArrayList<>();
        for (String name : CoefficientNames.all()) {
            Coefficient coefficient = given.get(name);
            if (coefficient == null) {
                missing.add(name);
            } else {
                byName.put(name, coefficient);
            }
        }
        if (!missing.isEmpty()) {
            throw new PlanException("coefficients: without " + missing + " (expected: all; calibrate again)");
        }
    }

    /**
     * Returns the value of a coefficient, in its unit.
     *
     * @throws PlanException if there is none of this name
     */
    public double value(String name) {
        return coefficient(name).value();
    }

    /** Returns a coefficient; refuses as {@link #value}. */
    public Coefficient coefficient(String name) {
        Coefficient coefficient = byName.get(name);
        if (coefficient == null) {
            throw new PlanException("coefficients: '" + name + "' (expected: one of " + byName.keySet() + ")");
        }
        return coefficient;
    }

    /** Returns these with one replaced. */
    public CostCoefficients with(Coefficient coefficient) {
        Map<String, Coefficient> changed = new LinkedHashMap<>(byName);
        changed.put(coefficient.name(), coefficient);
        return new CostCoefficients(List.copyOf(changed.values()));
    }

    /** Returns all, in the order of {@link CoefficientNames#all}. */
    public List<Coefficient> all() {
        return List.copyOf(byName.values());
    }
}
