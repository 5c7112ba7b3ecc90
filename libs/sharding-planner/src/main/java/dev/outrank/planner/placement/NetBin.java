package dev.outrank.planner.placement;

import dev.outrank.planner.PlanException;
import dev.outrank.planner.model.TableFacts;
import dev.outrank.planner.model.TableRange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** A bin of ranges of one net. Mutable while it is packed, for one thread. */
final class NetBin {

    private final String net;
    private final long limitBytes;
    private final List<TableRange> ranges = new ArrayList<>();
    private long bytes;

    private NetBin(String net, long limitBytes) {
        this.net = net;
        this.limitBytes = limitBytes;
    }

    /**
     * Packs the tables of each net into bins of their own, first-fit in the given order; a table above the limit is cut into the fewest
     * equal ranges below it.
     *
     * @throws InfeasiblePlanException if not even one row of a table fits
     */
    static List<NetBin> pack(Map<String, List<TableFacts>> nets, long limitBytes) {
        List<NetBin> all = new ArrayList<>();
        nets.forEach((net, tables) -> {
            List<NetBin> bins = new ArrayList<>();
            for (TableFacts table : tables) {
                pieces(table, limitBytes).forEach(piece -> firstFit(bins, net, limitBytes, piece));
            }
            all.addAll(bins);
        });
        return all;
    }

    private static List<TableRange> pieces(TableFacts table, long limitBytes) {
        if (table.bytes() <= limitBytes) {
            return List.of(TableRange.whole(table));
        }
        long mostRows = (limitBytes - table.rangeBytes()) / table.rowBytes();
        if (mostRows < 1) {
            throw new InfeasiblePlanException(table.name(), table.bytesOfRange(1), limitBytes);
        }
        long count = Math.ceilDiv(table.rows(), mostRows);
        List<TableRange> pieces = new ArrayList<>();
        for (long i = 0; i < count; i++) {
            long each = table.rows() / count;
            long longer = table.rows() % count;
            long firstRow = i * each + Math.min(i, longer);
            pieces.add(new TableRange(table, firstRow, firstRow + each + (i < longer ? 1 : 0)));
        }
        return pieces;
    }

    private static void firstFit(List<NetBin> bins, String net, long limitBytes, TableRange piece) {
        for (NetBin bin : bins) {
            if (bin.bytes <= limitBytes - piece.bytes() && !bin.endsWith(piece.table())) {
                bin.add(piece);
                return;
            }
        }
        NetBin bin = new NetBin(net, limitBytes);
        bin.add(piece);
        bins.add(bin);
    }

    /** Pieces of a table come one after another, so that the last range tells whether a bin has one already. */
    private boolean endsWith(TableFacts table) {
        return ranges.getLast().table().equals(table);
    }

    private void add(TableRange range) {
        ranges.add(range);
        bytes += range.bytes();
    }

    /** Replaces the fullest bin that can be halved by its halves. */
    static void halveFullest(List<NetBin> bins, int shards, long modelRows) {
        NetBin fullest = bins.stream()
                .filter(NetBin::isDivisible)
                .max(Comparator.comparingLong(bin -> bin.bytes))
                .orElseThrow(() -> new PlanException("shards: " + shards + " (expected: at most " + modelRows
                        + ", the rows of all tables, since no shard may be empty)"));
        bins.addAll(bins.indexOf(fullest), fullest.halves());
        bins.remove(fullest);
    }

    private boolean isDivisible() {
        return ranges.size() > 1 || ranges.getFirst().rows() > 1;
    }

    private List<NetBin> halves() {
        NetBin left = new NetBin(net, limitBytes);
        NetBin right = new NetBin(net, limitBytes);
        if (ranges.size() == 1) {
            TableRange only = ranges.getFirst();
            long middle = only.firstRow() + only.rows() / 2;
            left.add(new TableRange(only.table(), only.firstRow(), middle));
            right.add(new TableRange(only.table(), middle, only.endRow()));
        } else {
            for (TableRange range : ranges) {
                (left.bytes <= right.bytes ? left : right).add(range);
            }
        }
        return List.of(left, right);
    }

    String net() {
        return net;
    }

    long limitBytes() {
        return limitBytes;
    }

    List<TableRange> ranges() {
        return ranges;
    }
}
