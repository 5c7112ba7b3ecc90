package dev.outrank.ranking.dense;

import dev.outrank.bundle.failure.InternalException;
import java.time.Duration;

/**
 * How candidates of several requests run together.
 *
 * @param maxRows candidates of one run, at least 2
 * @param maxDelay how long the first of them waits for others
 */
public record JointSettings(int maxRows, Duration maxDelay) {

    public JointSettings {
        if (maxRows < 2 || maxDelay.isNegative()) {
            throw new InternalException(
                    "joint runs: " + maxRows + ", " + maxDelay + " (expected: at least 2 and no negative time)");
        }
    }
}
