package dev.outrank.planner.placement;

import dev.outrank.planner.model.TableFacts;
import dev.outrank.planner.model.TableRange;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** The shards while they fill. Mutable, for one thread. */
final class ShardLoads {

    private final TableLoads tables;
    private final long[] bytes;
    private final double[] lookups;
    private final int[] replicas;
    private final List<List<TableRange>> ranges = new ArrayList<>();
    private final Map<String, String> reasons = new HashMap<>();

    ShardLoads(int shards, int replicas, TableLoads tables) {
        this.tables = tables;
        bytes = new long[shards];
        lookups = new double[shards];
        this.replicas = new int[shards];
        Arrays.fill(this.replicas, replicas);
        for (int shard = 0; shard < shards; shard++) {
            ranges.add(new ArrayList<>());
        }
    }

    void add(int shard, TableFacts table, long firstRow, long endRow) {
        add(shard, new TableRange(table, firstRow, endRow));
    }

    void add(int shard, TableRange range) {
        ranges.get(shard).add(range);
        bytes[shard] += range.bytes();
        lookups[shard] += tables.lookups(range);
    }

    /** Takes a range off its shard. */
    void remove(int shard, TableRange range) {
        ranges.get(shard).remove(range);
        bytes[shard] -= range.bytes();
        lookups[shard] -= tables.lookups(range);
    }

    /** Says why a table sits where it sits; the last reason counts. */
    void explain(TableFacts table, String reason) {
        reasons.put(table.name(), reason);
    }

    void setReplicas(int shard, int count) {
        replicas[shard] = count;
    }

    /** Returns the indices of all shards, ascending. */
    int[] all() {
        return IntStream.range(0, bytes.length).toArray();
    }

    /** Returns some shards from the fewest bytes to the most; ties by index. */
    int[] ascendingByBytes(int[] shards) {
        return ascending(shards, shard -> bytes[shard]);
    }

    /** Returns some shards from the fewest lookups to the most; ties by bytes, then by index. */
    int[] ascendingByLookups(int[] shards) {
        return ascending(shards, shard -> lookups[shard]);
    }

    private int[] ascending(int[] shards, IntToDoubleFunction load) {
        record Loaded(double load, long bytes, int shard) {}
        return IntStream.of(shards)
                .mapToObj(shard -> new Loaded(load.applyAsDouble(shard), bytes[shard], shard))
                .sorted((a, b) -> a.load() != b.load()
                        ? Double.compare(a.load(), b.load())
                        : a.bytes() != b.bytes()
                                ? Long.compare(a.bytes(), b.bytes())
                                : Integer.compare(a.shard(), b.shard()))
                .mapToInt(Loaded::shard)
                .toArray();
    }

    int count() {
        return bytes.length;
    }

    long bytes(int shard) {
        return bytes[shard];
    }

    double lookups(int shard) {
        return lookups[shard];
    }

    int replicas(int shard) {
        return replicas[shard];
    }

    TableLoads tables() {
        return tables;
    }

    List<TableRange> ranges(int shard) {
        return ranges.get(shard);
    }

    Map<String, String> reasons() {
        return reasons;
    }
}
