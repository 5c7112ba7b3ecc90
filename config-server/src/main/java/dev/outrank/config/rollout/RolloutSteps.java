package dev.outrank.config.rollout;

import dev.outrank.config.registry.InvalidFieldException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The percentages that a rollout goes through.
 *
 * @param percents ascending, above 0, the last 100
 */
public record RolloutSteps(List<Double> percents) {

    /** Those of a rollout that names none. */
    public static final RolloutSteps DEFAULT = new RolloutSteps(List.of(1.0, 10.0, 50.0, 100.0));

    private static final double ALL = 100;
    private static final int MOST = 20;

    public RolloutSteps {
        percents = List.copyOf(percents);
        if (percents.size() < 2 || percents.size() > MOST || percents.getLast() != ALL || !ascend(percents)) {
            throw new InvalidFieldException(
                    "steps",
                    percents + " (expected: 2 to " + MOST
                            + " percentages above 0, ascending, the last 100; to go to 100 at once, activate the version)");
        }
    }

    private static boolean ascend(List<Double> percents) {
        double before = 0;
        for (double percent : percents) {
            // Not a number is not above anything either.
            if (!(percent > before)) {
                return false;
            }
            before = percent;
        }
        return true;
    }

    static RolloutSteps parse(String text) {
        return new RolloutSteps(
                Arrays.stream(text.split(",", -1)).map(Double::valueOf).toList());
    }

    String text() {
        return percents.stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    double percent(int step) {
        return percents.get(step);
    }

    int last() {
        return percents.size() - 1;
    }
}
