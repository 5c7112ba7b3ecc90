package dev.outrank.bundle.shard;

import dev.outrank.bundle.Bundle;
import dev.outrank.bundle.manifest.TableSpec;
import dev.outrank.bundle.order.RowOrder;
import dev.outrank.bundle.plan.ShardingPlan;
import java.lang.foreign.Arena;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What all writers of one packing have in common.
 *
 * @param bundle what is packed
 * @param plan how it is cut
 * @param orders table → order, of the tables that have one
 * @param sources where the bundle's tables are mapped; the packer closes it when all files are finished
 * @param bytesDone hears of each part
 */
record Packing(Bundle bundle, ShardingPlan plan, Map<String, RowOrder> orders, Arena sources, LongConsumer bytesDone) {

    /** Reads the orders of the bundle, each once for all shards. */
    static Packing of(Bundle bundle, ShardingPlan plan, Arena sources, LongConsumer bytesDone) {
        Map<String, RowOrder> orders = new HashMap<>();
        for (TableSpec table : bundle.manifest().tables()) {
            bundle.order(table).ifPresent(order -> orders.put(table.name(), order));
        }
        return new Packing(bundle, plan, orders, sources, bytesDone);
    }

    @Nullable
    RowOrder order(TableSpec table) {
        return orders.get(table.name());
    }
}
