package dev.outrank.workbench.reuse;

import dev.outrank.bundle.failure.InternalException;
import dev.outrank.bundle.manifest.Manifest;
import dev.outrank.bundle.manifest.SparseFeature;
import dev.outrank.bundle.manifest.TableSpec;
import dev.outrank.workbench.requests.IdPopularity;
import dev.outrank.workbench.requests.ScatteredRows;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;

/**
 * Ids that meet a reuse histogram over a whole trace. It counts what it has given, so that all requests are to be drawn once and in order. Not
 * thread-safe.
 */
public final class ReusePopularity implements IdPopularity {

    private final Map<String, Cursor> tables = new HashMap<>();
    private final List<String> approximate = new ArrayList<>();

    /**
     * Makes a popularity for one trace.
     *
     * @param accesses by table name, how many ids the trace will have of it
     * @param seed equal seeds give equal ids
     */
    public ReusePopularity(Manifest manifest, ReuseHistogram histogram, Map<String, Long> accesses, long seed) {
        for (TableSpec table : manifest.tables()) {
            long count = accesses.getOrDefault(table.name(), 0L);
            if (count > 0) {
                ReuseTable rows = ReuseTable.of(histogram, count, table.rows());
                tables.put(table.name(), new Cursor(table, rows, count, seed));
                if (!rows.exact()) {
                    approximate.add(table.name());
                }
            }
        }
    }

    /** Returns the tables, in the manifest's order, that have too few rows or accesses for the histogram's counts and keep its shape only. */
    public List<String> approximateTables() {
        return List.copyOf(approximate);
    }

    @Override
    public void fill(SparseFeature feature, DoubleSupplier uniform, long[] ids) {
        if (ids.length == 0) {
            return;
        }
        Cursor cursor = tables.get(feature.table());
        if (cursor == null) {
            throw new InternalException("tables['" + feature.table() + "']: ids of a table without (expected: none)");
        }
        for (int i = 0; i < ids.length; i++) {
            ids[i] = cursor.next();
        }
    }

    private static final class Cursor {

        private final ReuseTable rows;
        private final ScatteredRows scattered;
        private final Permutation permutation;
        private final long count;
        private long next;

        Cursor(TableSpec table, ReuseTable rows, long count, long seed) {
            this.rows = rows;
            this.scattered = new ScatteredRows(table.rows());
            this.permutation = new Permutation(count, seed, table.name());
            this.count = count;
        }

        long next() {
            if (next == count) {
                throw new InternalException("accesses: more than " + count + " (expected: as many as were counted)");
            }
            return scattered.id(rows.rank(permutation.at(next++)));
        }
    }
}
