package dev.outrank.planner;

import dev.outrank.bundle.plan.Placement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** The shards while they fill. Mutable, for one thread. */
final class ShardLoads {

    private final long[] bytes;
    private final List<List<Placement>> placements = new ArrayList<>();

    ShardLoads(int shards) {
        bytes = new long[shards];
        for (int shard = 0; shard < shards; shard++) {
            placements.add(new ArrayList<>());
        }
    }

    void add(int shard, TableFacts table, long firstRow, long endRow) {
        placements.get(shard).add(new Placement(table.name(), firstRow, endRow));
        bytes[shard] += table.bytesOfRange(endRow - firstRow);
    }

    /** Returns the shards from the least loaded to the most; ties by index. */
    int[] ascending() {
        return IntStream.range(0, bytes.length)
                .boxed()
                .sorted(Comparator.<Integer>comparingLong(shard -> bytes[shard]).thenComparing(shard -> shard))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    int count() {
        return bytes.length;
    }

    long bytes(int shard) {
        return bytes[shard];
    }

    List<Placement> placements(int shard) {
        return placements.get(shard);
    }
}
