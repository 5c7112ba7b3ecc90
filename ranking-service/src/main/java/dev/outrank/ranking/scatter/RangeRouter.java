package dev.outrank.ranking.scatter;

import dev.outrank.bundle.bags.Bags;
import dev.outrank.bundle.manifest.IdPolicy;
import dev.outrank.bundle.order.RowOrder;
import dev.outrank.ranking.memory.RequestArrays;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Cuts the bags of a split table's feature by the rows of their ids, in two passes: count, then fill. The order of ids inside a bag stays. */
final class RangeRouter {

    private final RequestArrays arrays;
    private final List<RangeSlot> ranges;
    private final boolean modulo;
    private final long tableRows;
    private final @Nullable RowOrder order;

    RangeRouter(FeatureRoute route, RequestArrays arrays) {
        this.arrays = arrays;
        this.ranges = route.byRow();
        this.modulo = route.feature().idPolicy() == IdPolicy.MODULO;
        this.tableRows = route.table().rows();
        this.order = route.order();
    }

    /** Returns the bags of every range, in the order of the ranges' rows; each has as many bags as the whole. */
    List<Bags> route(Bags whole) {
        int count = whole.idCount();
        long[] ids = modulo ? resolved(whole.ids(), count) : whole.ids();
        int[] rangeOf = arrays.ints(count);
        int[] counts = new int[ranges.size()];
        for (int i = 0; i < count; i++) {
            rangeOf[i] = range(order == null ? ids[i] : order.row(ids[i]));
            counts[rangeOf[i]]++;
        }
        List<Bags> parts = new ArrayList<>(ranges.size());
        for (int range = 0; range < ranges.size(); range++) {
            parts.add(part(whole, ids, rangeOf, range, counts[range]));
        }
        arrays.giveBack(rangeOf);
        return parts;
    }

    private long[] resolved(long[] ids, int count) {
        long[] resolved = arrays.longs(count);
        for (int i = 0; i < count; i++) {
            resolved[i] = Math.floorMod(ids[i], tableRows);
        }
        return resolved;
    }

    /** Ids outside the table, which are their own rows, belong to the first range, whose shard applies the id policy. */
    private int range(long row) {
        for (int range = ranges.size() - 1; range > 0; range--) {
            if (row >= ranges.get(range).firstRow()) {
                return row < tableRows ? range : 0;
            }
        }
        return 0;
    }

    private Bags part(Bags whole, long[] ids, int[] rangeOf, int range, int count) {
        int[] offsets = arrays.ints(whole.bagCount() + 1);
        long[] partIds = arrays.longs(count);
        float @Nullable [] weights = whole.weights();
        float @Nullable [] partWeights = weights == null ? null : arrays.floats(count);
        int next = 0;
        offsets[0] = 0;
        for (int bag = 0; bag < whole.bagCount(); bag++) {
            for (int i = whole.offsets()[bag]; i < whole.offsets()[bag + 1]; i++) {
                if (rangeOf[i] == range) {
                    if (weights != null && partWeights != null) {
                        partWeights[next] = weights[i];
                    }
                    partIds[next++] = ids[i];
                }
            }
            offsets[bag + 1] = next;
        }
        return new Bags(whole.bagCount(), offsets, partIds, partWeights);
    }
}
