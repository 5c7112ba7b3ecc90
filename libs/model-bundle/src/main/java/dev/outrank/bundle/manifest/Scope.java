package dev.outrank.bundle.manifest;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How often a feature or a net is evaluated. */
public enum Scope {
    /** Once a request: the user, the context. Tensors are {@code [1, width]}. */
    @JsonProperty("request")
    REQUEST,
    /** Once for each candidate. Tensors are {@code [candidates, width]}. */
    @JsonProperty("candidate")
    CANDIDATE
}
