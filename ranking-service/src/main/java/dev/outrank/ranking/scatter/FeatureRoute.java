package dev.outrank.ranking.scatter;

import dev.outrank.bundle.manifest.Pooling;
import dev.outrank.bundle.manifest.SparseFeature;
import dev.outrank.bundle.manifest.TableSpec;
import dev.outrank.bundle.order.RowOrder;
import dev.outrank.engine.DefaultRow;
import dev.outrank.ranking.request.InvalidInputException;
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
 * @param defaultRow what stands in for ids of the table where a shard is lost and the table's policy allows it
 * @param byRow the table's ranges, the first row first
 * @param byShard the same in order of summation
 */
record FeatureRoute(
        int index,
        SparseFeature feature,
        TableSpec table,
        @Nullable RowOrder order,
        DefaultRow defaultRow,
        List<RangeSlot> byRow,
        List<RangeSlot> byShard) {

    FeatureRoute(
            int index,
            SparseFeature feature,
            TableSpec table,
            @Nullable RowOrder order,
            DefaultRow defaultRow,
            List<RangeSlot> ranges) {
        this(
                index,
                feature,
                table,
                order,
                defaultRow,
                ranges.stream()
                        .sorted(Comparator.comparingLong(RangeSlot::firstRow))
                        .toList(),
                ranges.stream()
                        .sorted(Comparator.comparingInt(RangeSlot::shard))
                        .toList());
    }

    /** Returns whether default rows may stand in for ids that are lost. */
    boolean mayDefault() {
        return switch (table.onLoss()) {
            case FAIL -> false;
            case DEFAULT -> true;
        };
    }

    /** Returns the failure for an id outside of the table. */
    InvalidInputException outOfRange(long id) {
        return new InvalidInputException(feature.name() + ": id " + id + " (expected: 0 to " + (table.rows() - 1)
                + ", the rows of table '" + table.name() + "')");
    }

    boolean isSplit() {
        return byRow.size() > 1;
    }

    /** Returns what the shards are asked to do: a mean of parts is not the mean of the whole. */
    Pooling shardPooling() {
        return isSplit() ? Pooling.SUM : feature.pooling();
    }
}
