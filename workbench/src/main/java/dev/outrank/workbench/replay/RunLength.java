package dev.outrank.workbench.replay;

import dev.outrank.bundle.failure.CallerException;
import java.time.Duration;

/**
 * How long to send.
 *
 * @param warmUp before anything is measured, at least 0
 * @param measured above 0
 */
public record RunLength(Duration warmUp, Duration measured) {

    public RunLength {
        if (warmUp.isNegative()) {
            throw new CallerException("--warm-up: " + warmUp + " (expected: at least 0s)");
        }
        if (!measured.isPositive()) {
            throw new CallerException("--duration: " + measured + " (expected: above 0s)");
        }
    }
}
