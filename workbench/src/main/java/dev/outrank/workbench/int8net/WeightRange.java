package dev.outrank.workbench.int8net;

/** How much of int8 weights use. */
public enum WeightRange {
    /** −127 to 127. */
    FULL(127),
    /**
     * −63 to 63, for x86-64 processors without VNNI: there ONNX Runtime adds pairs of products in 16 bits, which saturate at 32,767, and
     * 2 · 255 · 63 = 32,130 is the most that two of these give.
     */
    REDUCED(63);

    private final int most;

    WeightRange(int most) {
        this.most = most;
    }

    /** Returns the largest absolute value. */
    int most() {
        return most;
    }
}
