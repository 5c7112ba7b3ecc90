package dev.outrank.planner.cost;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Which part of the model was held against a measurement. */
public enum ValidationKind {
    /** {@link StageCosts#poolNanos}. */
    @JsonProperty("kernel")
    KERNEL,
    /** {@link StageCosts#callNanos} and both CPU times. */
    @JsonProperty("rpc")
    RPC,
    /** {@link StageCosts#httpNanos}. */
    @JsonProperty("http")
    HTTP,
    /** {@link StageCosts#denseNanos}. */
    @JsonProperty("dense")
    DENSE
}
