package dev.outrank.engine;

import dev.outrank.bundle.failure.CallerException;

/**
 * Which kernels a process uses, as a pure function of what is asked for and what there is.
 *
 * @param vector whether the kernels of {@code simd} are used
 * @param reason why, for the log
 */
record KernelChoice(boolean vector, String reason) {

    static final String FLAG = "--add-modules jdk.incubator.vector";

    /** Below this a vector holds two floats or one, and costs more than it saves. */
    private static final int LEAST_BITS = 128;

    /** What the process has of the Vector API. */
    sealed interface Support {

        /** The module is not there. */
        record Missing() implements Support {}

        /**
         * The module is there.
         *
         * @param bits the width of the widest registers the JVM uses
         */
        record Present(int bits) implements Support {}
    }

    static KernelChoice of(String forced, Support support) {
        return switch (forced) {
            case "auto" -> automatic(support);
            case "scalar" -> new KernelChoice(false, "forced");
            case "vector" -> forcedVector(support);
            default -> throw new CallerException("kernels: '" + forced + "' (expected: auto, scalar or vector)");
        };
    }

    private static KernelChoice automatic(Support support) {
        return switch (support) {
            case Support.Missing() ->
                new KernelChoice(false, "the module jdk.incubator.vector is not there; start the JVM with " + FLAG);
            case Support.Present(int bits)
            when bits < LEAST_BITS ->
                new KernelChoice(false, "vectors of " + bits + " bits (expected: at least " + LEAST_BITS + ")");
            case Support.Present(int bits) -> new KernelChoice(true, "vectors of " + bits + " bits");
        };
    }

    private static KernelChoice forcedVector(Support support) {
        return switch (support) {
            case Support.Missing() ->
                throw new CallerException("kernels: 'vector', but the module jdk.incubator.vector is not there"
                        + " (expected: a JVM started with " + FLAG + ", or kernels 'auto')");
            case Support.Present(int bits) -> new KernelChoice(true, "forced; vectors of " + bits + " bits");
        };
    }
}
