package dev.outrank.planner.placement;

import dev.outrank.planner.model.TableFacts;
import dev.outrank.planner.model.TableRange;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Places tables one after another so that no shard gets many more lookups than another, nor more bytes than it may hold. */
final class LookupSplit {

    private final ShardLoads loads;
    private final double maxLookups;
    private final long maxBytes;

    /** Fills shards up to a number of lookups where that can be, and never above a limit of bytes. */
    LookupSplit(ShardLoads loads, double maxLookups, long maxBytes) {
        this.loads = loads;
        this.maxLookups = maxLookups;
        this.maxBytes = maxBytes;
    }

    void place(TableFacts table) {
        double lookups = loads.tables().lookups(table);
        if (lookups == 0) {
            placeByBytes(
                    table, loads.ascendingByBytes(loads.all()), "is never asked: to the shard with the fewest bytes");
            return;
        }
        int[] ascending = loads.ascendingByLookups(loads.all());
        int most = (int) Math.min(ascending.length, table.rows());
        int fewest = Math.clamp((long) (lookups / maxLookups), 1, most);
        for (int pieces = fewest; pieces <= most; pieces++) {
            if (placeEqually(table, ascending, pieces)) {
                return;
            }
        }
        if (!fillGaps(table, lookups, Arrays.copyOf(ascending, most))) {
            placeByBytes(table, ascending, "only bytes decided: no shard had room for both its bytes and its lookups");
        }
    }

    /** Places as many ranges of equal lookups, if as many shards have room for their lookups and their bytes. */
    private boolean placeEqually(TableFacts table, int[] ascending, int pieces) {
        double[] shares = new double[pieces];
        Arrays.fill(shares, 1.0 / pieces);
        List<TableRange> ranges = cut(table, shares);
        int[] shards = new int[ranges.size()];
        int found = 0;
        for (int i = 0; i < ascending.length && found < shards.length; i++) {
            TableRange range = ranges.get(found);
            if (loads.lookups(ascending[i]) + loads.tables().lookups(range) > maxLookups) {
                return false;
            }
            if (fits(ascending[i], range)) {
                shards[found++] = ascending[i];
            }
        }
        if (found < shards.length) {
            return false;
        }
        add(ranges, shards);
        loads.explain(
                table,
                shards.length == 1
                        ? "most asked first, each to the shard with the fewest lookups that has room for it"
                        : String.format(
                                Locale.ROOT,
                                "its %.1f lookups a request lift no fewer than %d shards to at most %.1f,"
                                        + " so it is split into as many ranges of equal lookups",
                                loads.tables().lookups(table),
                                pieces,
                                maxLookups));
        return true;
    }

    /** Lifts the shards with the fewest lookups to one level, as water would. */
    private boolean fillGaps(TableFacts table, double lookups, int[] ascending) {
        int used = 1;
        double sum = loads.lookups(ascending[0]) + lookups;
        while (used < ascending.length && loads.lookups(ascending[used]) < sum / used) {
            sum += loads.lookups(ascending[used]);
            used++;
        }
        double level = sum / used;
        double[] shares = new double[used];
        for (int i = 0; i < used; i++) {
            shares[i] = (level - loads.lookups(ascending[i])) / lookups;
        }
        List<TableRange> ranges = cut(table, shares);
        for (int i = 0; i < ranges.size(); i++) {
            if (!fits(ascending[i], ranges.get(i))) {
                return false;
            }
        }
        add(ranges, ascending);
        loads.explain(table, "filled what the shards had left below the same number of lookups");
        return true;
    }

    /** Cuts a table into ranges of these shares of its lookups; fewer, where rows are too few. */
    private List<TableRange> cut(TableFacts table, double[] shares) {
        List<TableRange> ranges = new ArrayList<>(shares.length);
        long firstRow = 0;
        double done = 0;
        for (int i = 0; i < shares.length && firstRow < table.rows(); i++) {
            done += shares[i];
            long endRow = i == shares.length - 1 ? table.rows() : loads.tables().endOf(table, 0, done);
            if (endRow > firstRow) {
                ranges.add(new TableRange(table, firstRow, endRow));
                firstRow = endRow;
            }
        }
        return ranges;
    }

    /** Places the table whole on the first shard with room, else as many rows on each as it has room for. */
    private void placeByBytes(TableFacts table, int[] order, String reason) {
        loads.explain(table, reason);
        for (int shard : order) {
            if (fits(shard, TableRange.whole(table))) {
                loads.add(shard, TableRange.whole(table));
                return;
            }
        }
        long firstRow = 0;
        for (int shard : order) {
            long room = maxBytes - loads.bytes(shard) - table.rangeBytes();
            long rows = Math.min(table.rows() - firstRow, room / table.rowBytes());
            if (rows > 0) {
                loads.add(shard, table, firstRow, firstRow + rows);
                firstRow += rows;
            }
        }
        if (firstRow < table.rows()) {
            long rest = table.bytesOfRange(table.rows() - firstRow);
            throw new InfeasiblePlanException(table.name(), loads.bytes(order[0]) + rest, maxBytes);
        }
    }

    private boolean fits(int shard, TableRange range) {
        return loads.bytes(shard) <= maxBytes - range.bytes();
    }

    private void add(List<TableRange> ranges, int[] shards) {
        for (int i = 0; i < ranges.size(); i++) {
            loads.add(shards[i], ranges.get(i));
        }
    }
}
