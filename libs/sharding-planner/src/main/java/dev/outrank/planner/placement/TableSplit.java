package dev.outrank.planner.placement;

import dev.outrank.planner.model.TableFacts;
import dev.outrank.planner.model.TableRange;
import java.util.Arrays;

/** Places a range of rows on as few of the shards with the fewest bytes as keep below a limit of bytes. */
final class TableSplit {

    private final ShardLoads loads;
    private final int[] shards;
    private final long limit;

    /** Fills some of the shards up to a limit of bytes where that can be. */
    TableSplit(ShardLoads loads, int[] shards, long limit) {
        this.loads = loads;
        this.shards = shards.clone();
        this.limit = limit;
    }

    void place(TableRange range) {
        TableFacts table = range.table();
        int[] ascending = loads.ascendingByBytes(shards);
        int most = (int) Math.min(ascending.length, range.rows());
        int fewest = Math.clamp(range.bytes() / Math.max(1, limit), 1, most);
        for (int pieces = fewest; pieces <= most; pieces++) {
            long pieceBytes = table.bytesOfRange(Math.ceilDiv(range.rows(), pieces));
            if (loads.bytes(ascending[pieces - 1]) <= limit - pieceBytes) {
                long[] equal = new long[pieces];
                Arrays.fill(equal, 1);
                spread(range, Arrays.copyOf(ascending, pieces), equal);
                explain(range, pieces);
                return;
            }
        }
        if (range.rows() == 1) {
            loads.add(ascending[0], range);
            loads.explain(table, "has one row, which went to the shard with the fewest bytes");
        } else {
            fillGaps(range, Arrays.copyOf(ascending, most));
            loads.explain(table, "filled what the shards had left below " + limit + " bytes");
        }
    }

    private void explain(TableRange range, int pieces) {
        loads.explain(
                range.table(),
                pieces == 1
                        ? "largest first, each to the shard with the fewest bytes"
                        : "its " + range.bytes() + " bytes would lift fewer than " + pieces + " shards above " + limit
                                + " bytes, so it is split into as many equal ranges of rows");
    }

    /** Lifts the shards with the fewest bytes to one level, as water would. */
    private void fillGaps(TableRange range, int[] ascending) {
        int used = 1;
        long sum = loads.bytes(ascending[0]) + range.bytes();
        while (used < ascending.length && floor(range, ascending[used]) < sum / used) {
            sum += floor(range, ascending[used]);
            used++;
        }
        int[] filled = Arrays.copyOf(ascending, used);
        long level = Math.ceilDiv(sum, used);
        spread(
                range,
                filled,
                Arrays.stream(filled)
                        .mapToLong(shard -> level - floor(range, shard))
                        .toArray());
    }

    /** Returns where the rows begin to fill a shard: above what it holds and what a range takes besides its rows. */
    private long floor(TableRange range, int shard) {
        return loads.bytes(shard) + range.table().rangeBytes();
    }

    /** Cuts the rows in proportion to the shares; the ranges ascend with the shards' indices. */
    private void spread(TableRange range, int[] targets, long[] shares) {
        int[] byIndex = targets.clone();
        Arrays.sort(byIndex);
        double total = Arrays.stream(shares).sum();
        double before = 0;
        long firstRow = range.firstRow();
        for (int i = 0; i < byIndex.length; i++) {
            before += shares[position(targets, byIndex[i])];
            long endRow = i == byIndex.length - 1
                    ? range.endRow()
                    : range.firstRow() + Math.round(range.rows() * (before / total));
            if (endRow > firstRow) {
                loads.add(byIndex[i], range.table(), firstRow, endRow);
                firstRow = endRow;
            }
        }
    }

    private static int position(int[] shards, int shard) {
        for (int i = 0; i < shards.length; i++) {
            if (shards[i] == shard) {
                return i;
            }
        }
        throw new IllegalArgumentException("shard: " + shard);
    }
}
