package dev.outrank.workbench.replay;

import dev.outrank.bundle.failure.CallerException;
import java.util.List;

/**
 * What a search for capacity found ({@code docs/format/replay.md}).
 *
 * @param formatVersion {@link ReplayResult#FORMAT_VERSION}
 * @param p99TargetMicros the most that P99 may be
 * @param capacity the highest rate that passed, and passed again at the end; 0 where none did
 * @param steps all rates in the order in which they were tried
 */
public record CapacityReport(int formatVersion, double p99TargetMicros, double capacity, List<CapacityStep> steps) {

    public CapacityReport {
        if (formatVersion != ReplayResult.FORMAT_VERSION) {
            throw new CallerException(
                    "formatVersion: " + formatVersion + " (expected: " + ReplayResult.FORMAT_VERSION + ")");
        }
        steps = List.copyOf(steps);
    }
}
