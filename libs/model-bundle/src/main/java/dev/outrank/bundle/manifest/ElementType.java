package dev.outrank.bundle.manifest;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.outrank.bundle.failure.BundleException;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * How a table's rows are stored. All numbers are little-endian.
 *
 * <p>The quantised types are FBGEMM's fused row-wise formats, as PyTorch's {@code quantized::embedding_bag_byte_prepack} and
 * {@code embedding_bag_4bit_prepack} write them: element {@code d} of a row is {@code q[d] * scale + bias}.
 */
public enum ElementType {
    /** IEEE 754 binary32. */
    @JsonProperty("float32")
    FLOAT32,
    /** IEEE 754 binary16. */
    @JsonProperty("float16")
    FLOAT16,
    /** {@code dim} unsigned bytes, then scale and bias as float32. */
    @JsonProperty("int8")
    INT8,
    /** Unsigned nibbles, two a byte, the even element in the low one; then scale and bias as float16. An odd dim leaves the last high nibble 0. */
    @JsonProperty("int4")
    INT4;

    /** Returns the bytes that one row of {@code dim} elements takes, without padding. */
    public long rowBytes(int dim) {
        return switch (this) {
            case FLOAT32 -> 4L * dim;
            case FLOAT16 -> 2L * dim;
            case INT8 -> dim + 8L;
            case INT4 -> (dim + 1L) / 2 + 4;
        };
    }

    /** Returns the number that stands for it in a packed shard's header page, and to the kernels in C. */
    public int code() {
        return switch (this) {
            case FLOAT32 -> 1;
            case FLOAT16 -> 2;
            case INT8 -> 3;
            case INT4 -> 4;
        };
    }

    /** Returns the name that JSON and the command line use, for example {@code int8}. */
    public String jsonName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Returns the types that rows of this type may be stored as: itself, whatever is quantised from floats, and float32 for quantised rows.
     * Quantising what was quantised before would add a second error that nobody measured.
     */
    public Set<ElementType> conversions() {
        return switch (this) {
            case FLOAT32, FLOAT16 -> EnumSet.allOf(ElementType.class);
            case INT8 -> EnumSet.of(FLOAT32, INT8);
            case INT4 -> EnumSet.of(FLOAT32, INT4);
        };
    }

    /**
     * Refuses a conversion that {@link #conversions} does not name.
     *
     * @param field what asks for it, for messages
     * @throws BundleException naming the field, the wanted type and the possible ones
     */
    public void requireConvertible(String field, ElementType wanted) {
        Set<ElementType> possible = conversions();
        if (!possible.contains(wanted)) {
            throw new BundleException(field + ": " + wanted.jsonName() + " (expected: one of "
                    + possible.stream().map(ElementType::jsonName).toList() + ", since its rows are stored as "
                    + jsonName() + ")");
        }
    }
}
