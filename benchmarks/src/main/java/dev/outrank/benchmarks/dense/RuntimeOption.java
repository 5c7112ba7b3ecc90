package dev.outrank.benchmarks.dense;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.OrtSession.SessionOptions.ExecutionMode;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;

/** Session options: those that ranking has, and changes of one of them. */
public enum RuntimeOption {
    /** As {@code dense.DenseNets} of ranking sets them. */
    AS_RANKING,
    /** Without any fusion: answers of another way to compute. */
    UNOPTIMIZED,
    /** Every buffer from the operating system's allocator. */
    WITHOUT_ARENA,
    /** No plan of all buffers by the shapes of earlier runs. */
    WITHOUT_MEMORY_PATTERN,
    /** Tiny numbers are zeros. */
    DENORMALS_ARE_ZERO;

    /** Returns new options, which the caller closes. */
    public SessionOptions options() throws OrtException {
        SessionOptions options = new SessionOptions();
        options.setIntraOpNumThreads(1);
        options.setInterOpNumThreads(1);
        options.setExecutionMode(ExecutionMode.SEQUENTIAL);
        options.setOptimizationLevel(this == UNOPTIMIZED ? OptLevel.NO_OPT : OptLevel.ALL_OPT);
        options.setDeterministicCompute(true);
        switch (this) {
            case AS_RANKING, UNOPTIMIZED -> {}
            case WITHOUT_ARENA -> options.setCPUArenaAllocator(false);
            case WITHOUT_MEMORY_PATTERN -> options.setMemoryPatternOptimization(false);
            case DENORMALS_ARE_ZERO -> options.addConfigEntry("session.set_denormal_as_zero", "1");
        }
        return options;
    }
}
