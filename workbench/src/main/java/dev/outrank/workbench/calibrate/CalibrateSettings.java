package dev.outrank.workbench.calibrate;

import dev.outrank.bundle.failure.CallerException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * How to calibrate.
 *
 * @param root the project's directory, with the packaged services
 * @param time for everything, at least a second; a few rounds are measured even where it is too short for them
 * @param roundTrip what the network will add to a call
 * @param tableBytes rows that are looked up, where the memory allows
 */
record CalibrateSettings(Path root, Duration time, Duration roundTrip, long tableBytes) {

    private static final Duration LONGEST = Duration.ofHours(1);

    CalibrateSettings {
        if (time.toSeconds() < 1 || time.compareTo(LONGEST) > 0) {
            throw new CallerException(
                    "--seconds: " + time.toSeconds() + " (expected: 1 to " + LONGEST.toSeconds() + ")");
        }
        if (roundTrip.isNegative()) {
            throw new CallerException("--round-trip: " + roundTrip + " (expected: at least 0)");
        }
    }

    /** An eighth for each of calls and requests over HTTP, for the JIT compilers of all processes. */
    Duration warmUp() {
        return time.dividedBy(8);
    }
}
