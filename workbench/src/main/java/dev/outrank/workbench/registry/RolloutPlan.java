package dev.outrank.workbench.registry;

import dev.outrank.bundle.failure.CallerException;
import java.util.List;

/**
 * How a version is to take a model's requests over.
 *
 * @param steps percentages, ascending, the last 100
 * @param pauseSeconds how long a step lasts, at least
 * @param bounds that it must not leave
 */
public record RolloutPlan(List<Double> steps, double pauseSeconds, Bounds bounds) {

    private static final double ALL = 100;

    public RolloutPlan {
        steps = List.copyOf(steps);
        boolean ascending = !steps.isEmpty() && steps.getFirst() > 0 && steps.getLast() == ALL;
        for (int i = 1; i < steps.size(); i++) {
            ascending &= steps.get(i - 1) < steps.get(i);
        }
        if (!ascending) {
            throw new CallerException("--steps: " + steps + " (expected: ascending percentages above 0, the last 100)");
        }
    }
}
