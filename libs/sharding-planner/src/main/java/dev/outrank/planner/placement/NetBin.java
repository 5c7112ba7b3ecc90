package dev.outrank.planner.placement;

import dev.outrank.planner.PlanException;
import dev.outrank.planner.model.TableFacts;
import dev.outrank.planner.model.TableRange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
     * @param mostBins so many are of use
     * @return empty where more bins would be needed
     * @throws InfeasiblePlanException if not even one row of a table fits
     */
    static Optional<List<NetBin>> pack(Map<String, List<TableFacts>> nets, long limitBytes, int mostBins) {
        List<NetBin> all = new ArrayList<>();
        for (Map.Entry<String, List<TableFacts>> net : nets.entrySet()) {
            List<NetBin> bins = new ArrayList<>();
            for (TableFacts table : net.getValue()) {
                long pieces = pieces(table, limitBytes);
                for (long piece = 0; piece < pieces; piece++) {
                    // No two pieces of a table share a bin.
                    if (pieces > mostBins || all.size() + bins.size() > mostBins) {
                        return Optional.empty();
                    }
                    firstFit(bins, net.getKey(), limitBytes, piece(table, piece, pieces));
                }
            }
            all.addAll(bins);
        }
        return all.size() > mostBins ? Optional.empty() : Optional.of(all);
    }

    /** Returns into how few equal ranges a table must be cut. */
    private static long pieces(TableFacts table, long limitBytes) {
        if (table.bytes() <= limitBytes) {
            return 1;
        }
        long mostRows = (limitBytes - table.rangeBytes()) / table.rowBytes();
        if (mostRows < 1) {
            throw InfeasiblePlanException.ofTable(table, table.bytesOfRange(1), limitBytes);
        }
        return Math.ceilDiv(table.rows(), mostRows);
    }

    private static TableRange piece(TableFacts table, long index, long count) {
        long each = table.rows() / count;
        long longer = table.rows() % count;
        long firstRow = index * each + Math.min(index, longer);
        return new TableRange(table, firstRow, firstRow + each + (index < longer ? 1 : 0));
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

    long bytes() {
        return bytes;
    }

    List<TableRange> ranges() {
        return ranges;
    }
}
