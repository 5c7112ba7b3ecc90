package dev.outrank.bundle.row;

import dev.outrank.bundle.failure.BundleException;
import dev.outrank.bundle.manifest.ElementType;
import java.lang.foreign.MemorySegment;

/**
 * Decodes and encodes rows of one type and width. Immutable and thread-safe.
 *
 * <p>Encoding is bit-exact to PyTorch 2 on x86-64 for every row it takes, and so is decoding. What a type cannot hold is refused rather
 * than turned into something else; float32 and float16 keep NaN and infinities.
 */
public sealed interface RowCodec permits Float32RowCodec, Float16RowCodec, Int8RowCodec, Int4RowCodec {

    /** Returns the codec of a type for rows of {@code dim} elements, at least 1. */
    static RowCodec of(ElementType dtype, int dim) {
        return switch (dtype) {
            case FLOAT32 -> new Float32RowCodec(dim);
            case FLOAT16 -> new Float16RowCodec(dim);
            case INT8 -> new Int8RowCodec(dim);
            case INT4 -> new Int4RowCodec(dim);
        };
    }

    /**
     * Decodes a row.
     *
     * @param rows holds the row's {@code dtype.rowBytes(dim)} bytes, at any alignment
     * @param offset the row's first byte
     * @param out float32 {@code [dim]}, overwritten; may be longer
     */
    void decodeInto(MemorySegment rows, long offset, float[] out);

    /**
     * Encodes a row.
     *
     * @param row float32 {@code [dim]}; may be longer
     * @param out takes {@code dtype.rowBytes(dim)} bytes from {@code offset} on, all of them written
     * @throws BundleException naming the column, its value and what the type can hold; {@code out} may be written in part
     */
    void encodeInto(float[] row, MemorySegment out, long offset);
}
