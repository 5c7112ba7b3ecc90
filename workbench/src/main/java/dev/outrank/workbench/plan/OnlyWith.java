package dev.outrank.workbench.plan;

import dev.outrank.bundle.failure.CallerException;
import org.jspecify.annotations.Nullable;

/** Refuses options that would have no effect. */
final class OnlyWith {

    private OnlyWith() {}

    /**
     * Checks that an option is not given without what it needs.
     *
     * @param option as on the command line
     * @param value null where it is not given
     * @param expected what it needs
     */
    static void require(boolean has, String option, @Nullable Object value, String expected) {
        if (!has && value != null) {
            throw new CallerException(option + ": " + value + " (expected: only with " + expected + ")");
        }
    }
}
