package dev.outrank.planner.placement;

import dev.outrank.planner.model.TableFacts;
import dev.outrank.planner.model.TableRange;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Places ranges one after another so that no shard gets many more lookups than another, nor more bytes than it may hold. */
final class LookupSplit {

    private final ShardLoads loads;
    private final int[] shards;
    private final double maxLookups;
    private final long maxBytes;

    /** Fills some shards up to a number of lookups where that can be, and never above a limit of bytes. */
    LookupSplit(ShardLoads loads, int[] shards, double maxLookups, long maxBytes) {
        this.loads = loads;
        this.shards = shards.clone();
        this.maxLookups = maxLookups;
        this.maxBytes = maxBytes;
    }

    void place(TableRange range) {
        double lookups = loads.tables().lookups(range);
        if (lookups == 0) {
            placeByBytes(range, loads.ascendingByBytes(shards), "is never asked: to the shard with the fewest bytes");
            return;
        }
        int[] ascending = loads.ascendingByLookups(shards);
        int most = (int) Math.min(ascending.length, range.rows());
        int fewest = Math.clamp((long) (lookups / maxLookups), 1, most);
        for (int pieces = fewest; pieces <= most; pieces++) {
            if (placeEqually(range, ascending, pieces)) {
                return;
            }
        }
        if (!fillGaps(range, lookups, Arrays.copyOf(ascending, most))) {
            placeByBytes(range, ascending, "only bytes decided: no shard had room for both its bytes and its lookups");
        }
    }

    /** Places as many ranges of equal lookups, if as many shards have room for their lookups and their bytes. */
    private boolean placeEqually(TableRange range, int[] ascending, int pieces) {
        double[] parts = new double[pieces];
        Arrays.fill(parts, 1.0 / pieces);
        List<TableRange> ranges = cut(range, parts);
        int[] targets = new int[ranges.size()];
        int found = 0;
        for (int i = 0; i < ascending.length && found < targets.length; i++) {
            TableRange piece = ranges.get(found);
            if (loads.lookups(ascending[i]) + loads.tables().lookups(piece) > maxLookups) {
                return false;
            }
            if (fits(ascending[i], piece)) {
                targets[found++] = ascending[i];
            }
        }
        if (found < targets.length) {
            return false;
        }
        add(ranges, targets);
        explain(range, targets.length);
        return true;
    }

    private void explain(TableRange range, int pieces) {
        loads.explain(
                range.table(),
                pieces == 1
                        ? "most asked first, each to the shard with the fewest lookups that has room for it"
                        : String.format(
                                Locale.ROOT,
                                "its %.1f lookups a request would lift fewer than %d shards above %.1f, so it is split into as many"
                                        + " ranges of equal lookups",
                                loads.tables().lookups(range),
                                pieces,
                                maxLookups));
    }

    /** Lifts the shards with the fewest lookups to one level, as water would. */
    private boolean fillGaps(TableRange range, double lookups, int[] ascending) {
        int used = 1;
        double sum = loads.lookups(ascending[0]) + lookups;
        while (used < ascending.length && loads.lookups(ascending[used]) < sum / used) {
            sum += loads.lookups(ascending[used]);
            used++;
        }
        double level = sum / used;
        double[] parts = new double[used];
        for (int i = 0; i < used; i++) {
            parts[i] = (level - loads.lookups(ascending[i])) / lookups;
        }
        List<TableRange> ranges = cut(range, parts);
        for (int i = 0; i < ranges.size(); i++) {
            if (!fits(ascending[i], ranges.get(i))) {
                return false;
            }
        }
        add(ranges, ascending);
        loads.explain(range.table(), "filled what the shards had left below the same number of lookups");
        return true;
    }

    /** Cuts a range into parts of its lookups; fewer, where rows are too few. */
    private List<TableRange> cut(TableRange range, double[] parts) {
        List<TableRange> ranges = new ArrayList<>(parts.length);
        double share = loads.tables().share(range);
        long firstRow = range.firstRow();
        double done = 0;
        for (int i = 0; i < parts.length && firstRow < range.endRow(); i++) {
            done += parts[i];
            long endRow = i == parts.length - 1
                    ? range.endRow()
                    : Math.min(range.endRow(), loads.tables().endOf(range.table(), range.firstRow(), done * share));
            if (endRow > firstRow) {
                ranges.add(new TableRange(range.table(), firstRow, endRow));
                firstRow = endRow;
            }
        }
        return ranges;
    }

    /** Places the range whole on the first shard with room, else as many rows on each as it has room for. */
    private void placeByBytes(TableRange range, int[] order, String reason) {
        TableFacts table = range.table();
        loads.explain(table, reason);
        for (int shard : order) {
            if (fits(shard, range)) {
                loads.add(shard, range);
                return;
            }
        }
        long firstRow = range.firstRow();
        for (int shard : order) {
            long room = maxBytes - loads.bytes(shard) - table.rangeBytes();
            long rows = Math.min(range.endRow() - firstRow, room / table.rowBytes());
            if (rows > 0) {
                loads.add(shard, table, firstRow, firstRow + rows);
                firstRow += rows;
            }
        }
        if (firstRow < range.endRow()) {
            long rest = table.bytesOfRange(range.endRow() - firstRow);
            throw InfeasiblePlanException.ofTable(table, loads.bytes(order[0]) + rest, maxBytes);
        }
    }

    private boolean fits(int shard, TableRange range) {
        return loads.bytes(shard) <= maxBytes - range.bytes();
    }

    private void add(List<TableRange> ranges, int[] targets) {
        for (int i = 0; i < ranges.size(); i++) {
            loads.add(targets[i], ranges.get(i));
        }
    }
}
