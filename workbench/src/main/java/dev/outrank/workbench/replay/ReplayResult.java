package dev.outrank.workbench.replay;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.outrank.bundle.failure.CallerException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What one run measured ({@code docs/format/replay.md}).
 *
 * @param formatVersion {@link #FORMAT_VERSION}
 * @param target who was asked
 * @param model its name
 * @param api the label of the interface
 * @param load {@code rate}, {@code trace} or {@code serial}
 * @param askedRate requests a second, where the load is a rate
 * @param achievedRate right answers a second
 * @param warmUpSeconds before anything was measured
 * @param seconds measured, up to the last answer
 * @param connections at most
 * @param distinctRequests that were sent in turn
 * @param meanCandidates of the distinct requests
 * @param meanRequestBytes of their bodies
 * @param meanAnswerBytes of the measured answers' bodies
 * @param answered right answers that were measured
 * @param latency from when requests were due
 * @param service from when they were sent
 * @param stageMillis the stages of the target, mean over the measured answers
 * @param errors all failures, those in the warm-up too
 */
public record ReplayResult(
        int formatVersion,
        String target,
        String model,
        String api,
        String load,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Double askedRate,
        double achievedRate,
        double warmUpSeconds,
        double seconds,
        int connections,
        int distinctRequests,
        double meanCandidates,
        double meanRequestBytes,
        double meanAnswerBytes,
        long answered,
        LatencySummary latency,
        LatencySummary service,
        Map<String, Double> stageMillis,
        List<ReplayError> errors) {

    /** The only version of the format so far. */
    public static final int FORMAT_VERSION = 1;

    public ReplayResult {
        if (formatVersion != FORMAT_VERSION) {
            throw new CallerException("formatVersion: " + formatVersion + " (expected: " + FORMAT_VERSION + ")");
        }
        stageMillis = new TreeMap<>(stageMillis);
        errors = List.copyOf(errors);
    }

    /** Returns whether every request was answered, and rightly. */
    public boolean isRight() {
        return errors.isEmpty() && answered > 0;
    }
}
