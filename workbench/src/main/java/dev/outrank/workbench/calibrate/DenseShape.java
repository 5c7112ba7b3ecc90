package dev.outrank.workbench.calibrate;

import dev.outrank.bundle.manifest.Scope;
import dev.outrank.workbench.workload.Interaction;
import dev.outrank.workbench.workload.Workload;
import dev.outrank.workbench.workload.WorkloadNet;
import dev.outrank.workbench.workload.WorkloadTable;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A bottom and a top net, and the batches they are run with.
 *
 * @param name for people
 * @param denseInputs width of the bottom's input
 * @param bottomMlp widths of the bottom's layers
 * @param tables pooled vectors
 * @param dim of each
 * @param interaction before the top, null for a concatenation alone
 * @param topMlp widths of the top's layers
 * @param batches items of a run
 * @param heldOut whether nothing is fitted to it
 */
record DenseShape(
        String name,
        int denseInputs,
        List<Integer> bottomMlp,
        int tables,
        int dim,
        @Nullable Interaction interaction,
        List<Integer> topMlp,
        List<Integer> batches,
        boolean heldOut) {

    private static final List<Integer> FITTED_BATCHES = List.of(1, 20, 200);
    private static final List<Integer> OTHER_BATCHES = List.of(1, 4, 80, 400);

    /** Returns the shapes: those of the fit, and others. */
    static List<DenseShape> all() {
        return List.of(
                new DenseShape("small", 13, List.of(64, 32), 8, 16, null, List.of(128, 64, 1), FITTED_BATCHES, false),
                new DenseShape(
                        "wide", 256, List.of(512, 256, 64), 20, 64, null, List.of(512, 256, 1), FITTED_BATCHES, false),
                new DenseShape(
                        "deep",
                        13,
                        List.of(512, 256, 128),
                        26,
                        128,
                        null,
                        List.of(1024, 1024, 512, 256, 1),
                        List.of(1, 20, 120),
                        false),
                new DenseShape(
                        "cross", 13, List.of(256, 64), 16, 64, cross(3, 128), List.of(512, 1), FITTED_BATCHES, false),
                new DenseShape(
                        "large", 200, List.of(256, 64), 60, 64, null, List.of(768, 256, 1), List.of(1, 20, 100), false),
                new DenseShape(
                        "roomy", 100, List.of(192, 48), 45, 80, null, List.of(896, 256, 1), List.of(1, 4, 80), true),
                new DenseShape(
                        "middle", 64, List.of(256, 128), 12, 48, null, List.of(768, 384, 1), OTHER_BATCHES, true),
                new DenseShape(
                        "broad", 128, List.of(384, 64), 40, 32, null, List.of(640, 320, 160, 1), OTHER_BATCHES, true),
                new DenseShape(
                        "cross2",
                        40,
                        List.of(128, 32),
                        20,
                        48,
                        cross(2, 64),
                        List.of(256, 128, 1),
                        OTHER_BATCHES,
                        true));
    }

    private static Interaction cross(int layers, int rank) {
        return new Interaction(Interaction.Kind.DCN_V2_LOW_RANK, layers, rank);
    }

    Workload workload() {
        List<WorkloadTable> all = IntStream.range(0, tables)
                .mapToObj(i -> new WorkloadTable(name + i, 1, dim, 1, 1))
                .toList();
        return SmallWorkload.of(
                "calibrate-" + name,
                new WorkloadNet(name, Scope.CANDIDATE, denseInputs, bottomMlp, topMlp, all, null),
                interaction);
    }
}
