package dev.outrank.planner.placement;

import dev.outrank.planner.model.Demand;
import dev.outrank.planner.model.ModelFacts;
import dev.outrank.planner.model.TableFacts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Chooses the tables that every ranking process holds itself, "data parallel": small ones whose pooled vectors are many bytes.
 *
 * <p>A vector from a shard is as many bytes however few rows its table has. So the tables are taken by the bytes of vectors a request for each byte of
 * memory, the most first, as long as they fit. None is split, and as many rows are left as there are shards.
 */
final class LocalTables {

    private LocalTables() {}

    /**
     * Returns tables of the model, in the model's order.
     *
     * @param constraints with the limit
     * @throws dev.outrank.planner.PlanException where nobody measured what requests ask of the model
     */
    static List<TableFacts> choose(ModelFacts model, PlanConstraints constraints) {
        Demand demand = model.requireDemand("maxLocalBytes");
        List<TableFacts> asked = model.tables().stream()
                .filter(table -> vectorBytes(table, demand) > 0)
                .sorted(Comparator.comparingDouble(table -> -vectorBytes(table, demand) / table.bytes()))
                .toList();
        List<TableFacts> chosen = new ArrayList<>();
        long room = constraints.maxLocalBytes();
        long rows = model.rows();
        for (TableFacts table : asked) {
            if (table.bytes() <= room && rows - table.rows() >= constraints.shards()) {
                chosen.add(table);
                room -= table.bytes();
                rows -= table.rows();
            }
        }
        return model.tables().stream().filter(chosen::contains).toList();
    }

    /** Returns the bytes of the vectors that an average request gets from a table; at most one for each id, since empty bags are not sent. */
    static double vectorBytes(TableFacts table, Demand demand) {
        double bags =
                Math.min(demand.lookups(table.name()), demand.of(table.name()).bags(demand.meanCandidates()));
        return bags * table.dim() * Float.BYTES;
    }
}
