package dev.outrank.bundle.manifest;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The stored type of a table's elements. */
public enum ElementType {
    /** IEEE 754 binary32, little-endian. */
    @JsonProperty("float32")
    FLOAT32;

    /** Returns the bytes that one row of {@code dim} elements takes, without padding. */
    public long rowBytes(int dim) {
        return switch (this) {
            case FLOAT32 -> 4L * dim;
        };
    }
}
