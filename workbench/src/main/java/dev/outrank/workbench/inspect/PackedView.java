package dev.outrank.workbench.inspect;

import dev.outrank.bundle.plan.PlanFormat;
import dev.outrank.bundle.plan.ShardingPlan;
import dev.outrank.bundle.shard.PackedOrder;
import dev.outrank.bundle.shard.PackedShard;
import dev.outrank.bundle.shard.PackedTable;
import dev.outrank.bundle.shard.ShardHeader;
import dev.outrank.workbench.text.Numbers;
import dev.outrank.workbench.text.TextTable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * A packed directory, as it is shown.
 *
 * @param kind always "packed"
 * @param model the model's name
 * @param bundleFingerprint the fingerprint of the bundle that was packed
 * @param strategy what made the plan
 * @param shards in the order of their indices
 */
record PackedView(String kind, String model, String bundleFingerprint, String strategy, List<ShardView> shards) {

    /**
     * A packed shard.
     *
     * @param shard its index
     * @param fingerprint of plan and shard, 16 hexadecimal digits
     * @param replicas how many instances should serve it
     * @param inRanking whether these are the tables that every ranking process holds, and no embedding service
     * @param bytes of all its rows and order files
     * @param tables its rows files, and the orders beside them
     */
    record ShardView(
            int shard, String fingerprint, int replicas, boolean inRanking, long bytes, List<PackedTable> tables) {}

    static PackedView of(Path directory) {
        ShardingPlan plan = PlanFormat.read(directory.resolve(PlanFormat.FILE_NAME));
        List<ShardView> shards = plan.packed().stream()
                .map(shard -> view(
                        PackedShard.readHeader(directory.resolve(PackedShard.directoryName(shard.index()))),
                        shard.replicas(),
                        shard.index() == plan.shards().size()))
                .toList();
        return new PackedView("packed", plan.model(), plan.bundleFingerprint(), plan.strategy(), shards);
    }

    private static ShardView view(ShardHeader header, int replicas, boolean inRanking) {
        return new ShardView(
                header.shard(),
                HexFormat.of().toHexDigits(header.fingerprint()),
                replicas,
                inRanking,
                header.tables().stream().mapToLong(PackedTable::allBytes).sum(),
                header.tables());
    }

    /** Returns how many of the whole table's first rows are hot ones, wherever they are. */
    private static long hotRows(PackedTable table) {
        PackedOrder order = table.order();
        return order == null ? 0 : order.hotRows();
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("packed    " + model);
        lines.add("bundle    " + bundleFingerprint);
        lines.add("strategy  " + strategy);
        for (ShardView shard : shards) {
            lines.add("");
            lines.add((shard.inRanking() ? "in ranking, as shard " : "shard ") + shard.shard() + "   fingerprint "
                    + shard.fingerprint() + "   replicas " + shard.replicas() + "   bytes "
                    + Numbers.grouped(shard.bytes()));
            TextTable tables =
                    new TextTable("table", "first row", "end row", "of", "dim", "type", "stride", "bytes", "hot rows");
            for (PackedTable table : shard.tables()) {
                tables.add(
                        table.table(),
                        Numbers.grouped(table.firstRow()),
                        Numbers.grouped(table.endRow()),
                        Numbers.grouped(table.tableRows()),
                        table.dim(),
                        table.dtype().jsonName(),
                        table.rowStride(),
                        Numbers.grouped(table.bytes()),
                        Numbers.grouped(hotRows(table)));
            }
            lines.addAll(tables.lines("  "));
        }
        return lines;
    }
}
