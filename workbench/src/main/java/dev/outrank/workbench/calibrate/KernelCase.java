package dev.outrank.workbench.calibrate;

import dev.outrank.bundle.manifest.ElementType;
import dev.outrank.bundle.shard.SyntheticTable;
import dev.outrank.planner.cost.StageCosts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A lookup in one table.
 *
 * @param dtype how rows are stored
 * @param dim elements a row
 * @param pool ids a bag
 * @param bags bags a lookup
 * @param hotShare share of the ids that fall on the rows which caches hold, 0 to 1
 * @param heldOut whether nothing is fitted to it
 */
record KernelCase(ElementType dtype, int dim, int pool, int bags, double hotShare, boolean heldOut) {

    private static final int[] FITTED_DIMS = {16, 32, 64, 128, 256};
    private static final int[] FITTED_POOLS = {1, 10};
    private static final int FITTED_BAGS = 200;

    /** Returns the points of all types: those of the fit, and others. */
    static List<KernelCase> all() {
        List<KernelCase> cases = new ArrayList<>();
        for (ElementType dtype : ElementType.values()) {
            for (int dim : FITTED_DIMS) {
                for (int pool : FITTED_POOLS) {
                    cases.add(new KernelCase(dtype, dim, pool, FITTED_BAGS, 0, false));
                    cases.add(new KernelCase(dtype, dim, pool, FITTED_BAGS, 1, false));
                }
            }
            cases.add(new KernelCase(dtype, 64, 10, FITTED_BAGS, 0.5, false));
            cases.add(new KernelCase(dtype, 64, 10, FITTED_BAGS, 0.85, false));
            heldOut(cases, dtype);
        }
        // Those of one kind behind one another: translations of addresses stay in caches from one to the next, as in a
        // shard.
        cases.sort(Comparator.comparingDouble(KernelCase::hotShare));
        return cases;
    }

    private static void heldOut(List<KernelCase> cases, ElementType dtype) {
        for (double hotShare : new double[] {0, 1}) {
            cases.add(new KernelCase(dtype, 40, 20, 120, hotShare, true));
            cases.add(new KernelCase(dtype, 48, 2, 500, hotShare, true));
            cases.add(new KernelCase(dtype, 96, 40, 50, hotShare, true));
            cases.add(new KernelCase(dtype, 192, 4, 300, hotShare, true));
        }
        cases.add(new KernelCase(dtype, 80, 30, 40, 0.7, true));
    }

    SyntheticTable table() {
        return new SyntheticTable(dtype, dim);
    }

    String what() {
        String where = hotShare == 0 ? "memory" : hotShare == 1 ? "cache" : Math.round(100 * hotShare) + " % cache";
        return dtype.jsonName() + " dim " + dim + " pool " + pool + " bags " + bags + ", " + where;
    }

    double predictedNanos(StageCosts costs) {
        double rows = (double) bags * pool;
        return costs.poolNanos(dtype, dim, bags, rows * hotShare, rows * (1 - hotShare));
    }
}
