package dev.outrank.workbench.generate;

import dev.outrank.workbench.workload.WorkloadNet;
import dev.outrank.workbench.workload.WorkloadTable;

/** The names in a generated bundle. */
public final class GeneratedNames {

    /** The input of a top net that takes its bottom's result. */
    static final String BOTTOM_INPUT = "bottom";

    /** The input of a top net that takes the pooled vectors of all its tables, side by side. */
    static final String EMBEDDINGS_INPUT = "embeddings";

    /** The output of the candidate net. */
    public static final String SCORE = "score";

    private GeneratedNames() {}

    /** Returns the name of a net's dense feature. */
    public static String denseFeature(WorkloadNet net) {
        return net.name() + "_dense";
    }

    /** Returns the name of a net's bottom, and of the bottom's output. */
    public static String bottom(WorkloadNet net) {
        return net.name() + "_bottom";
    }

    /** Names the output of a net of request scope. */
    static String vector(WorkloadNet net) {
        return net.name() + "_vector";
    }

    static String tableFile(WorkloadTable table) {
        return "tables/" + table.name() + ".safetensors";
    }

    static String netFile(String net) {
        return "dense/" + net + ".onnx";
    }
}
