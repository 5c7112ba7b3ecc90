package dev.outrank.planner.example;

import dev.outrank.planner.cost.Coefficient;
import dev.outrank.planner.cost.CoefficientNames;
import dev.outrank.planner.cost.CostCoefficients;
import dev.outrank.planner.cost.StageCosts;
import java.util.Map;

/** Costs of the right size, in round numbers. */
public final class ExampleCosts {

    private ExampleCosts() {}

    /** Returns them. */
    public static StageCosts stages() {
        return with(Map.of());
    }

    /** Returns them with others in place of some. */
    public static StageCosts with(Map<String, Double> others) {
        return new StageCosts(new CostCoefficients(CoefficientNames.all().stream()
                .map(name -> Coefficient.of(name, others.getOrDefault(name, value(name)), "a round number"))
                .toList()));
    }

    private static double value(String name) {
        return switch (CoefficientNames.unit(name)) {
            case "bytes" -> 1 << 20;
            case "ns/row" -> name.contains("missed") ? 40 : 8;
            case "ns/line" -> 10;
            case "ns/bag" -> 10;
            case "ns/lookup" -> 500;
            case "ns/call", "ns/request" -> 100_000;
            case "ns/run" -> 5_000;
            case "ns/byte", "ns/requestByte", "ns/responseByte" -> 0.2;
            case "ns/multiply-add" -> 0.01;
            case "ns/element" -> 0.2;
            default -> 0;
        };
    }
}
