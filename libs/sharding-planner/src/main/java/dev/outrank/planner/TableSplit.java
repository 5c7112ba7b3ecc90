package dev.outrank.planner;

import java.util.Arrays;

/** Places one table on as few of the least loaded shards as keep below a limit. */
final class TableSplit {

    private TableSplit() {}

    static void place(TableFacts table, ShardLoads loads, long limit) {
        int[] ascending = loads.ascending();
        int most = (int) Math.min(ascending.length, table.rows());
        for (int pieces = 1; pieces <= most; pieces++) {
            long pieceBytes = table.bytesOfRange(Math.ceilDiv(table.rows(), pieces));
            if (loads.bytes(ascending[pieces - 1]) <= limit - pieceBytes) {
                long[] equal = new long[pieces];
                Arrays.fill(equal, 1);
                spread(table, loads, Arrays.copyOf(ascending, pieces), equal);
                return;
            }
        }
        if (table.rows() == 1) {
            loads.add(ascending[0], table, 0, 1);
        } else {
            fillGaps(table, loads, Arrays.copyOf(ascending, most));
        }
    }

    /** Lifts the least loaded shards to one level, as water would. */
    private static void fillGaps(TableFacts table, ShardLoads loads, int[] ascending) {
        int used = 1;
        long sum = loads.bytes(ascending[0]) + table.bytes();
        while (used < ascending.length && floor(table, loads, ascending[used]) < sum / used) {
            sum += floor(table, loads, ascending[used]);
            used++;
        }
        int[] shards = Arrays.copyOf(ascending, used);
        long level = Math.ceilDiv(sum, used);
        spread(
                table,
                loads,
                shards,
                Arrays.stream(shards)
                        .mapToLong(shard -> level - floor(table, loads, shard))
                        .toArray());
    }

    /** Returns where the rows of the table begin to fill a shard: above what it holds and what a range takes besides its rows. */
    private static long floor(TableFacts table, ShardLoads loads, int shard) {
        return loads.bytes(shard) + table.rangeBytes();
    }

    /** Cuts the rows in proportion to the shares; the ranges ascend with the shards' indices. */
    private static void spread(TableFacts table, ShardLoads loads, int[] shards, long[] shares) {
        int[] byIndex = shards.clone();
        Arrays.sort(byIndex);
        double total = Arrays.stream(shares).sum();
        double before = 0;
        long firstRow = 0;
        for (int i = 0; i < byIndex.length; i++) {
            before += shares[position(shards, byIndex[i])];
            long endRow = i == byIndex.length - 1 ? table.rows() : Math.round(table.rows() * (before / total));
            if (endRow > firstRow) {
                loads.add(byIndex[i], table, firstRow, endRow);
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
