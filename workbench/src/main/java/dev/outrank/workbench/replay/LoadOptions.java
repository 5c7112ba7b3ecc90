package dev.outrank.workbench.replay;

import dev.outrank.bundle.failure.CallerException;
import dev.outrank.workbench.text.TimeSpan;
import java.time.Duration;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How fast requests are sent, and for how long. */
final class LoadOptions {

    private static final String DURATION = "30s";
    private static final String STEP_DURATION = "10s";
    private static final double FIRST_RATE = 10;
    private static final double MICROS_PER_MILLI = 1e3;

    private enum ArrivalSource {
        TRACE
    }

    @Option(
            names = "--rate",
            paramLabel = "<requests/s>",
            description = "Send at this rate, with exponential gaps, whatever becomes of the requests before.")
    private @Nullable Double rate;

    @Option(
            names = "--arrivals",
            paramLabel = "trace",
            description = "Send at the trace's own times, once through it where no --duration is given.")
    private @Nullable ArrivalSource arrivals;

    @Option(names = "--serial", description = "Send each request when the one before has been answered.")
    private boolean serial;

    @Option(
            names = "--in-flight",
            paramLabel = "<n>",
            description = "Send so many at a time, each when one before has been answered: as fast as the target can.")
    private @Nullable Integer inFlight;

    @Option(
            names = "--find-capacity",
            description =
                    "Search the highest rate with no failure, P99 at most --p99-target-ms and at least 98 %% of the rate"
                            + " answered: a run of --duration for each step (default: " + STEP_DURATION + ").")
    private boolean findCapacity;

    @Option(
            names = "--p99-target-ms",
            paramLabel = "<ms>",
            description = "Of --find-capacity: the most that P99 may be.")
    private @Nullable Double p99TargetMillis;

    @Option(
            names = "--first-rate",
            paramLabel = "<requests/s>",
            description = "Of --find-capacity: the rate to begin with (default: " + FIRST_RATE + ").")
    private @Nullable Double firstRate;

    @Option(
            names = "--duration",
            paramLabel = "<time>",
            description = "How long to measure, such as 30s or 5min (default: " + DURATION + ").")
    private @Nullable String duration;

    @Option(
            names = "--warm-up",
            paramLabel = "<time>",
            defaultValue = "5s",
            description = "How long to send before anything is measured (default: ${DEFAULT-VALUE}).")
    private String warmUp;

    @Option(
            names = "--seed",
            paramLabel = "<n>",
            defaultValue = "1",
            description = "Of the gaps, and of generated requests (default: ${DEFAULT-VALUE}).")
    private long seed;

    /** Returns the load; none where capacity is searched. */
    @Nullable
    Load load() {
        long given = Stream.of(rate != null, arrivals != null, serial, inFlight != null, findCapacity)
                .filter(present -> present)
                .count();
        if (given != 1) {
            throw new CallerException("load: " + given
                    + " given (expected: one of --rate, --arrivals trace, --serial, --in-flight and --find-capacity)");
        }
        requireOnlyWithSearch("--p99-target-ms", p99TargetMillis);
        requireOnlyWithSearch("--first-rate", firstRate);
        if (rate != null) {
            return new Load.Rate(requirePositive("--rate", rate), seed);
        }
        if (findCapacity) {
            p99TargetMicros();
            firstRate();
            return null;
        }
        if (inFlight != null) {
            if (inFlight < 1) {
                throw new CallerException("--in-flight: " + inFlight + " (expected: at least 1)");
            }
            return new Load.Closed(inFlight);
        }
        return serial ? new Load.Serial(0) : new Load.TraceTimes();
    }

    private void requireOnlyWithSearch(String option, @Nullable Double value) {
        if (value != null && !findCapacity) {
            throw new CallerException(option + ": " + value + " (expected: only with --find-capacity)");
        }
    }

    private static double requirePositive(String option, double value) {
        if (!(value > 0 && Double.isFinite(value))) {
            throw new CallerException(option + ": " + value + " (expected: a finite number above 0)");
        }
        return value;
    }

    /** Returns how long to send; a trace at its own times is sent once where nothing else is said. */
    RunLength length(PreparedRequests requests) {
        Duration warm = Duration.ofNanos(TimeSpan.parseNanos("--warm-up", warmUp));
        long period = arrivals == null ? 0 : requests.tracePeriodNanos();
        if (duration == null && arrivals != null) {
            return new RunLength(warm, Duration.ofNanos(Math.max(1, period - warm.toNanos())));
        }
        String usual = findCapacity ? STEP_DURATION : DURATION;
        return new RunLength(
                warm, Duration.ofNanos(TimeSpan.parseNanos("--duration", duration == null ? usual : duration)));
    }

    double p99TargetMicros() {
        if (p99TargetMillis == null) {
            throw new CallerException(
                    "--p99-target-ms: none (expected: the most that P99 may be, with --find-capacity)");
        }
        return requirePositive("--p99-target-ms", p99TargetMillis) * MICROS_PER_MILLI;
    }

    double firstRate() {
        return requirePositive("--first-rate", firstRate == null ? FIRST_RATE : firstRate);
    }

    long seed() {
        return seed;
    }
}
