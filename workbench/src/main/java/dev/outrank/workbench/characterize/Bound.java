package dev.outrank.workbench.characterize;

import dev.outrank.bundle.failure.CallerException;
import java.util.Locale;

/**
 * The most that a ratio may have grown.
 *
 * @param figure which ratio
 * @param most of now over then
 */
record Bound(Figure figure, double most) {

    /** The ratios of a row. */
    enum Figure {
        P50,
        P90,
        P99,
        CPU;

        double of(StudyRow row) {
            return switch (this) {
                case P50 -> row.p50Ratio();
                case P90 -> row.p90Ratio();
                case P99 -> row.p99Ratio();
                case CPU -> row.cpuRatio();
            };
        }
    }

    /**
     * Reads {@code p99=1.10}.
     *
     * @throws CallerException if the text is no bound
     */
    static Bound parse(String text) {
        String[] parts = text.split("=", -1);
        try {
            if (parts.length == 2) {
                double most = Double.parseDouble(parts[1]);
                if (most > 0 && Double.isFinite(most)) {
                    return new Bound(Figure.valueOf(parts[0].toUpperCase(Locale.ROOT)), most);
                }
            }
        } catch (IllegalArgumentException e) {
            throw refused(text);
        }
        throw refused(text);
    }

    private static CallerException refused(String text) {
        return new CallerException(
                "--bound: '" + text + "' (expected: p50, p90, p99 or cpu, and a number above 0: p99=1.10)");
    }
}
