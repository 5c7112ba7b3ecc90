package dev.outrank.workbench.chaos;

import dev.outrank.bundle.failure.InternalException;
import dev.outrank.workbench.workload.Interaction;
import dev.outrank.workbench.workload.Workload;
import dev.outrank.workbench.workload.WorkloadCatalog;
import dev.outrank.workbench.workload.WorkloadNet;
import dev.outrank.workbench.workload.WorkloadTable;
import java.util.List;

/**
 * The shape of MLPerf's DLRM-v2, with as many tables, but small ones and small nets: promises about faults are about many requests, and a machine should answer
 * hundreds a second.
 */
final class ChaosWorkload {

    static final String NAME = "chaos";

    private static final String SHAPE = "mlperf-dlrm-v2";
    private static final long MOST_ROWS = 5_000;
    private static final int DIM = 16;
    private static final double MOST_POOLING = 3;
    private static final List<Integer> BOTTOM = List.of(32, DIM);
    private static final List<Integer> TOP = List.of(64, 1);
    private static final int RANK = 16;

    private ChaosWorkload() {}

    static Workload workload() {
        Workload full = WorkloadCatalog.find(SHAPE);
        Interaction interaction = full.interaction();
        if (interaction == null) {
            throw new InternalException(SHAPE + ": interaction absent (expected: the cross layers of DCN-v2)");
        }
        return new Workload(
                NAME,
                "the shape of " + SHAPE + " with small tables and nets",
                true,
                full.candidatesPerRequest(),
                null,
                new Interaction(interaction.kind(), 1, RANK),
                null,
                full.nets().stream().map(ChaosWorkload::small).toList(),
                null,
                null,
                null);
    }

    private static WorkloadNet small(WorkloadNet net) {
        List<WorkloadTable> tables = net.tables().stream()
                .map(table -> new WorkloadTable(
                        table.name(),
                        Math.min(MOST_ROWS, table.rows()),
                        DIM,
                        Math.min(MOST_POOLING, table.meanPooling()),
                        table.zipfAlpha()))
                .toList();
        return new WorkloadNet(net.name(), net.scope(), net.denseInputs(), BOTTOM, TOP, tables, null);
    }
}
