package dev.outrank.workbench.workload;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How many candidates a request has.
 *
 * @param kind how to read the values
 * @param values equally likely counts
 * @param source where they come from
 */
public record CandidateCounts(
        Kind kind,
        List<Integer> values,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String source) {

    /** The kinds of distribution. */
    public enum Kind {
        /** Each value is equally likely; a value may occur several times. */
        @JsonProperty("discrete")
        DISCRETE
    }

    public CandidateCounts {
        values = List.copyOf(values);
        Require.positive("values", values);
    }
}
