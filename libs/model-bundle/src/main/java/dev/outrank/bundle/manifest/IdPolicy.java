package dev.outrank.bundle.manifest;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What happens to an id outside {@code [0, rows)} of its table. */
public enum IdPolicy {
    /** The request is refused. */
    @JsonProperty("fail")
    FAIL,
    /** The table's default row takes its place, and the answer says so. */
    @JsonProperty("default")
    DEFAULT,
    /** The id is replaced by {@code floorMod(id, rows)}. */
    @JsonProperty("modulo")
    MODULO
}
