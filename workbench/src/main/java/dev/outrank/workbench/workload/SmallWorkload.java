package dev.outrank.workbench.workload;

import dev.outrank.bundle.failure.InternalException;
import java.util.List;

/**
 * The shape of MLPerf's DLRM-v2, with as many tables, but small ones and small nets: promises about faults and versions are about many requests, and a machine should answer
 * hundreds a second.
 *
 * @param name of the model
 * @param top widths of the top MLP, first to last
 * @param fewestRows that a table has
 */
public record SmallWorkload(String name, List<Integer> top, long fewestRows) {

    private static final String SHAPE = "mlperf-dlrm-v2";
    private static final long MOST_ROWS = 5_000;
    private static final int DIM = 16;
    private static final double MOST_POOLING = 3;
    private static final List<Integer> BOTTOM = List.of(32, DIM);
    private static final List<Integer> TOP = List.of(64, 1);
    private static final int RANK = 16;

    public SmallWorkload {
        top = List.copyOf(top);
    }

    /** Returns the usual one. */
    public static Workload of(String name) {
        return new SmallWorkload(name, TOP, 1).workload();
    }

    /** Returns one with a top MLP of a caller's choice, for nets that take longer. */
    public static Workload withTop(String name, List<Integer> top) {
        return new SmallWorkload(name, top, 1).workload();
    }

    /** Returns one whose tables have more rows, for shards that do not fit. */
    public static Workload withRows(String name, long fewestRows) {
        return new SmallWorkload(name, TOP, fewestRows).workload();
    }

    private Workload workload() {
        Workload full = WorkloadCatalog.find(SHAPE);
        Interaction interaction = full.interaction();
        if (interaction == null) {
            throw new InternalException(SHAPE + ": interaction absent (expected: the cross layers of DCN-v2)");
        }
        return new Workload(
                name,
                "the shape of " + SHAPE + " with small tables and nets",
                true,
                full.candidatesPerRequest(),
                null,
                new Interaction(interaction.kind(), 1, RANK),
                null,
                full.nets().stream().map(this::small).toList(),
                null,
                null,
                null);
    }

    private WorkloadNet small(WorkloadNet net) {
        List<WorkloadTable> tables = net.tables().stream()
                .map(table -> new WorkloadTable(
                        table.name(),
                        Math.max(fewestRows, Math.min(MOST_ROWS, table.rows())),
                        DIM,
                        Math.min(MOST_POOLING, table.meanPooling()),
                        table.zipfAlpha()))
                .toList();
        return new WorkloadNet(net.name(), net.scope(), net.denseInputs(), BOTTOM, top, tables, null);
    }
}
