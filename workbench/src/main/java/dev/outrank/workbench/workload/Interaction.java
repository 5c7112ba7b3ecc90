package dev.outrank.workbench.workload;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * What happens to the bottom's result and the pooled vectors before the top MLP, where it is more than a concatenation.
 *
 * @param kind which interaction
 * @param layers cross layers
 * @param rank columns of V and rows of U
 */
public record Interaction(Kind kind, int layers, int rank) {

    /** The kinds of interaction. */
    public enum Kind {
        /** {@code x' = x0 ⊙ (W (V x) + b) + x}: the low-rank cross layer of DCN-v2, arXiv 2008.13535, equation 2. */
        @JsonProperty("dcn-v2-low-rank")
        DCN_V2_LOW_RANK
    }

    public Interaction {
        Require.that(layers >= 1, "layers", layers, "at least 1");
        Require.that(rank >= 1, "rank", rank, "at least 1");
    }
}
