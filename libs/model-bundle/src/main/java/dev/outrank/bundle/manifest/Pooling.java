package dev.outrank.bundle.manifest;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How the rows of a bag become one vector. An empty bag pools to zeros in both. */
public enum Pooling {
    /** Σ wᵢ · rowᵢ, with wᵢ = 1 where the feature has no weights. */
    @JsonProperty("sum")
    SUM,
    /** (Σ wᵢ · rowᵢ) / n, where n is the number of ids in the bag, not the sum of the weights. */
    @JsonProperty("mean")
    MEAN
}
