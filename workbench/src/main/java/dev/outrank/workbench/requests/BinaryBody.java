package dev.outrank.workbench.requests;

/**
 * A body with binary tensors.
 *
 * <p>Keeps the array without a copy.
 */
public final class BinaryBody {

    private final byte[] bytes;
    private final int headerLength;

    BinaryBody(byte[] bytes, int headerLength) {
        this.bytes = bytes;
        this.headerLength = headerLength;
    }

    /** Returns the whole body: the JSON header, then the tensors; the array itself. */
    public byte[] bytes() {
        return bytes;
    }

    /** Returns the bytes of the JSON header, which the header field {@code Inference-Header-Content-Length} carries. */
    public int headerLength() {
        return headerLength;
    }
}
