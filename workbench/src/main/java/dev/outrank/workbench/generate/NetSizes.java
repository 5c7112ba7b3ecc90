package dev.outrank.workbench.generate;

import dev.outrank.bundle.manifest.Scope;
import dev.outrank.workbench.workload.Interaction;
import dev.outrank.workbench.workload.Workload;
import dev.outrank.workbench.workload.WorkloadNet;
import java.util.List;

/** Counts the float32 weights of a workload's nets. */
final class NetSizes {

    private NetSizes() {}

    static long bytes(Workload workload) {
        return workload.nets().stream().mapToLong(net -> weights(workload, net)).sum() * Float.BYTES;
    }

    private static long weights(Workload workload, WorkloadNet net) {
        long width = (long) net.bottomWidth() + net.embeddingWidth();
        long vectors = net.scope() == Scope.REQUEST
                ? 0
                : workload.nets(Scope.REQUEST).stream()
                        .mapToLong(WorkloadNet::topWidth)
                        .sum();
        Interaction interaction = workload.interaction();
        long cross = interaction == null ? 0 : interaction.layers() * (2L * interaction.rank() + 1) * width;
        return mlp(net.denseInputs(), net.bottomMlp()) + cross + mlp(width + vectors, net.topMlp());
    }

    private static long mlp(long inputs, List<Integer> widths) {
        long weights = 0;
        long fanIn = inputs;
        for (int width : widths) {
            weights += (fanIn + 1) * width;
            fanIn = width;
        }
        return weights;
    }
}
