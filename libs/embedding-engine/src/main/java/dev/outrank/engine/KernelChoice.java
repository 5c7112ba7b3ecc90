package dev.outrank.engine;

import dev.outrank.bundle.failure.CallerException;

/**
 * Which kernels a process uses, as a pure function of what is asked for and what there is.
 *
 * @param kind which
 * @param reason why, for the log
 */
record KernelChoice(Kind kind, String reason) {

    static final String FLAG = "--add-modules jdk.incubator.vector";

    /** Below this a vector holds two floats or one, and costs more than it saves. */
    private static final int LEAST_BITS = 128;

    /** The implementations. */
    enum Kind {
        SCALAR,
        VECTOR,
        NATIVE
    }

    /** What the process has of the Vector API. */
    sealed interface VectorSupport {

        /** The module is not there. */
        record Missing() implements VectorSupport {}

        /**
         * The module is there.
         *
         * @param bits the width of the widest registers the JVM uses
         */
        record Present(int bits) implements VectorSupport {}
    }

    /** What the process has of the kernels in C. */
    sealed interface NativeSupport {

        /**
         * They do not run here.
         *
         * @param reason why
         */
        record Missing(String reason) implements NativeSupport {}

        /** They run here. */
        record Present() implements NativeSupport {}
    }

    static KernelChoice of(String forced, VectorSupport vector, NativeSupport natives) {
        return switch (forced) {
            case "auto" -> automatic(vector, natives);
            case "scalar" -> new KernelChoice(Kind.SCALAR, "forced");
            case "vector" -> forcedVector(vector);
            case "native" -> forcedNative(natives);
            default ->
                throw new CallerException("kernels: '" + forced + "' (expected: auto, native, vector or scalar)");
        };
    }

    private static KernelChoice inJava(VectorSupport vector) {
        return switch (vector) {
            case VectorSupport.Missing() ->
                new KernelChoice(
                        Kind.SCALAR, "the module jdk.incubator.vector is not there; start the JVM with " + FLAG);
            case VectorSupport.Present(int bits)
            when bits < LEAST_BITS ->
                new KernelChoice(Kind.SCALAR, "vectors of " + bits + " bits (expected: at least " + LEAST_BITS + ")");
            case VectorSupport.Present(int bits) -> new KernelChoice(Kind.VECTOR, "vectors of " + bits + " bits");
        };
    }

    private static KernelChoice automatic(VectorSupport vector, NativeSupport natives) {
        return switch (natives) {
            case NativeSupport.Present() -> new KernelChoice(Kind.NATIVE, "C kernels with AVX-512");
            case NativeSupport.Missing(String reason) -> {
                KernelChoice java = inJava(vector);
                yield new KernelChoice(java.kind, java.reason + "; " + reason);
            }
        };
    }

    private static KernelChoice forcedVector(VectorSupport vector) {
        return switch (vector) {
            case VectorSupport.Missing() ->
                throw new CallerException("kernels: 'vector', but the module jdk.incubator.vector is not there"
                        + " (expected: a JVM started with " + FLAG + ", or kernels 'auto')");
            case VectorSupport.Present(int bits) ->
                new KernelChoice(Kind.VECTOR, "forced; vectors of " + bits + " bits");
        };
    }

    private static KernelChoice forcedNative(NativeSupport natives) {
        return switch (natives) {
            case NativeSupport.Missing(String reason) ->
                throw new CallerException("kernels: 'native', but " + reason + " (expected: kernels 'auto')");
            case NativeSupport.Present() -> new KernelChoice(Kind.NATIVE, "forced; C kernels with AVX-512");
        };
    }
}
