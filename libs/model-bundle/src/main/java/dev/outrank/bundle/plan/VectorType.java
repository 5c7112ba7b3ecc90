package dev.outrank.bundle.plan;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** How pooled vectors travel from a shard to the ranking service. They are summed in float32 either way. */
public enum VectorType {
    /** IEEE 754 binary32: as they were summed. */
    @JsonEnumDefaultValue
    @JsonProperty("float32")
    FLOAT32(Float.BYTES),
    /** IEEE 754 binary16: rounded to the nearest, ties to even, half the bytes. Of a split table every partial sum is rounded. */
    @JsonProperty("float16")
    FLOAT16(Short.BYTES);

    private final int bytes;

    VectorType(int bytes) {
        this.bytes = bytes;
    }

    /** Returns the bytes of one element. */
    public int bytes() {
        return bytes;
    }

    /** Returns the name that JSON and the command line use, for example {@code float16}. */
    public String jsonName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
