package dev.outrank.planner.search;

import dev.outrank.planner.model.TableRange;
import dev.outrank.planner.predict.ShardTrial;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * New ranges for two shards, so that every row stays placed once.
 *
 * @param from the shard that gives
 * @param fromRanges its ranges afterwards, at least one
 * @param to the shard that takes
 * @param toRanges its ranges afterwards
 * @param moved what changes its shard
 * @param back what comes back for it, if anything
 * @param kind what was done, for people
 */
record Change(
        int from,
        List<TableRange> fromRanges,
        int to,
        List<TableRange> toRanges,
        TableRange moved,
        @Nullable TableRange back,
        String kind) {

    /** Half of the trials exchange two ranges, the others move one, whole or in part. */
    private static final int KINDS = 4;

    /** Returns a random change away from a shard that keeps to the limit of bytes, or null if this one does not. */
    static @Nullable Change random(ShardTrial trial, int from, long maxShardBytes, SplittableRandom random) {
        int to = random.nextInt(trial.count() - 1);
        to += to >= from ? 1 : 0;
        List<TableRange> giver = trial.ranges(from);
        TableRange moved = giver.get(random.nextInt(giver.size()));
        Change change =
                switch (random.nextInt(KINDS)) {
                    case 0 -> part(trial, from, to, moved, random.nextDouble());
                    case 1 -> move(trial, from, to, moved);
                    default ->
                        exchange(
                                trial,
                                from,
                                to,
                                moved,
                                random.nextInt(trial.ranges(to).size()));
                };
        return change == null || !change.keepsTo(maxShardBytes) ? null : change;
    }

    private static @Nullable Change move(ShardTrial trial, int from, int to, TableRange moved) {
        List<TableRange> kept = without(trial.ranges(from), moved);
        List<TableRange> taken = with(trial.ranges(to), moved);
        return kept.isEmpty() || taken == null ? null : new Change(from, kept, to, taken, moved, null, "moved");
    }

    /** Moves the first or the last rows of a range. */
    private static @Nullable Change part(ShardTrial trial, int from, int to, TableRange range, double share) {
        long rows = (long) (range.rows() * share);
        if (rows == 0) {
            return null;
        }
        Optional<TableRange> neighbour = ofTable(trial.ranges(to), range);
        boolean firstRows = neighbour.isPresent() && neighbour.get().endRow() == range.firstRow();
        long cut = firstRows ? range.firstRow() + rows : range.endRow() - rows;
        TableRange low = new TableRange(range.table(), range.firstRow(), cut);
        TableRange high = new TableRange(range.table(), cut, range.endRow());
        TableRange moved = firstRows ? low : high;
        List<TableRange> kept = without(trial.ranges(from), range);
        kept.add(firstRows ? high : low);
        List<TableRange> taken = with(trial.ranges(to), moved);
        return taken == null ? null : new Change(from, kept, to, taken, moved, null, "cut, and a part moved");
    }

    private static @Nullable Change exchange(ShardTrial trial, int from, int to, TableRange moved, int other) {
        TableRange back = trial.ranges(to).get(other);
        List<TableRange> kept = with(without(trial.ranges(from), moved), back);
        List<TableRange> taken = with(without(trial.ranges(to), back), moved);
        return kept == null || taken == null ? null : new Change(from, kept, to, taken, moved, back, "exchanged");
    }

    private static List<TableRange> without(List<TableRange> ranges, TableRange range) {
        List<TableRange> rest = new ArrayList<>(ranges);
        rest.remove(range);
        return rest;
    }

    /** Adds a range, joined with its neighbour; null where the shard holds other rows of the table: one range a table and shard. */
    private static @Nullable List<TableRange> with(List<TableRange> ranges, TableRange range) {
        Optional<TableRange> own = ofTable(ranges, range);
        List<TableRange> all = new ArrayList<>(ranges);
        if (own.isEmpty()) {
            all.add(range);
            return all;
        }
        TableRange other = own.get();
        if (other.endRow() != range.firstRow() && range.endRow() != other.firstRow()) {
            return null;
        }
        all.remove(other);
        all.add(new TableRange(
                range.table(), Math.min(other.firstRow(), range.firstRow()), Math.max(other.endRow(), range.endRow())));
        return all;
    }

    private static Optional<TableRange> ofTable(List<TableRange> ranges, TableRange range) {
        return ranges.stream()
                .filter(other -> other.table().name().equals(range.table().name()))
                .findFirst();
    }

    private boolean keepsTo(long maxShardBytes) {
        return bytes(fromRanges) <= maxShardBytes && bytes(toRanges) <= maxShardBytes;
    }

    private static long bytes(List<TableRange> ranges) {
        return ranges.stream().mapToLong(TableRange::bytes).sum();
    }

    /** Makes the change if that lowers the 99th percentile; returns whether it did. */
    boolean improves(ShardTrial trial, double cpuLimitNanos) {
        return trial.improves(from, fromRanges, to, toRanges, cpuLimitNanos);
    }

    void explainInto(Map<String, String> reasons) {
        reasons.put(
                moved.table().name(),
                kind + " from shard " + from + " to shard " + to + " by the search, since requests waited for shard "
                        + from);
    }
}
