package dev.outrank.workbench.calibrate;

import dev.outrank.workbench.workload.CandidateCounts;
import dev.outrank.workbench.workload.Interaction;
import dev.outrank.workbench.workload.Workload;
import dev.outrank.workbench.workload.WorkloadNet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Workloads of one net, made to be measured. */
final class SmallWorkload {

    private SmallWorkload() {}

    static Workload of(String name, WorkloadNet net) {
        return of(name, net, null);
    }

    static Workload of(String name, WorkloadNet net, @Nullable Interaction interaction) {
        CandidateCounts one = new CandidateCounts(CandidateCounts.Kind.DISCRETE, List.of(1), null);
        return new Workload(name, "to calibrate", null, one, null, interaction, null, List.of(net), null, null, null);
    }
}
