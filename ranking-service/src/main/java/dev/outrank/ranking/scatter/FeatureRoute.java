package dev.outrank.ranking.scatter;

import dev.outrank.bundle.manifest.Pooling;
import dev.outrank.bundle.manifest.SparseFeature;
import dev.outrank.bundle.manifest.TableSpec;
import dev.outrank.bundle.order.RowOrder;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The way of one sparse feature.
 *
 * @param index the feature's index in the manifest
 * @param feature the feature
 * @param table its table
 * @param order which ids lie in the first rows; null where each lies in the row of its number, or nobody needs to know since the table is whole
 * @param byRow the table's ranges, the first row first
 * @param byShard the same in order of summation
 */
record FeatureRoute(
        int index,
        SparseFeature feature,
        TableSpec table,
        @Nullable RowOrder order,
        List<RangeSlot> byRow,
        List<RangeSlot> byShard) {

    FeatureRoute(int index, SparseFeature feature, TableSpec table, @Nullable RowOrder order, List<RangeSlot> ranges) {
        this(
                index,
                feature,
                table,
                order,
                ranges.stream()
                        .sorted(Comparator.comparingLong(RangeSlot::firstRow))
                        .toList(),
                ranges.stream()
                        .sorted(Comparator.comparingInt(RangeSlot::shard))
                        .toList());
    }

    boolean isSplit() {
        return byRow.size() > 1;
    }

    /** Returns what the shards are asked to do: a mean of parts is not the mean of the whole. */
    Pooling shardPooling() {
        return isSplit() ? Pooling.SUM : feature.pooling();
    }
}
