package dev.outrank.workbench.trace;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.outrank.bundle.failure.CallerException;
import org.jspecify.annotations.Nullable;

/**
 * What a trace says of itself in its first line.
 *
 * @param formatVersion {@link #FORMAT_VERSION}
 * @param model the model's name
 * @param workload whose bags and numbers of candidates the requests have; the defaults' where absent
 * @param requests how many lines follow
 * @param rate requests a second, on average
 * @param seed of all that is random in it
 * @param popularity where the ids come from: {@code zipf}, or a reuse histogram
 */
public record TraceHeader(
        int formatVersion,
        String model,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String workload,
        long requests,
        double rate,
        long seed,
        String popularity) {

    /** The only version of the format so far. */
    public static final int FORMAT_VERSION = 1;

    public TraceHeader {
        if (formatVersion != FORMAT_VERSION) {
            throw new CallerException("formatVersion: " + formatVersion + " (expected: " + FORMAT_VERSION
                    + "; a trace of a newer format needs a newer Outrank)");
        }
        if (requests < 1) {
            throw new CallerException("requests: " + requests + " (expected: at least 1)");
        }
        if (!(rate > 0 && Double.isFinite(rate))) {
            throw new CallerException("rate: " + rate + " (expected: a finite number above 0)");
        }
    }
}
