package dev.outrank.benchmarks.transport;

import dev.outrank.bundle.bags.Bags;
import dev.outrank.bundle.manifest.IdPolicy;
import dev.outrank.bundle.manifest.Pooling;
import dev.outrank.bundle.shard.PackedShard;
import dev.outrank.lookup.LookupRequest;
import dev.outrank.lookup.ShardKey;
import dev.outrank.lookup.TableLookup;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** One request of 8 KiB whose answer takes 32 KiB, from a table small enough to stay in a cache. */
final class Shape {

    static final String MODEL = "benchmark";
    static final String VERSION = "1";
    static final int ROWS = 1 << 16;
    static final int DIM = 8;
    static final int REQUEST_BYTES = 8 << 10;
    static final int ANSWER_BYTES = 32 << 10;

    private static final int LOOKUPS = 8;
    private static final int BAGS = ANSWER_BYTES / (LOOKUPS * DIM * Float.BYTES);
    private static final int IDS_A_BAG = REQUEST_BYTES / (LOOKUPS * BAGS * Integer.BYTES);

    private Shape() {}

    static LookupRequest request(Path packed) {
        SplittableRandom random = new SplittableRandom(8_032);
        List<TableLookup> lookups = new ArrayList<>();
        for (int lookup = 0; lookup < LOOKUPS; lookup++) {
            int[] offsets = new int[BAGS + 1];
            for (int bag = 0; bag <= BAGS; bag++) {
                offsets[bag] = bag * IDS_A_BAG;
            }
            long[] ids = random.longs(BAGS * IDS_A_BAG, 0, ROWS).toArray();
            lookups.add(new TableLookup(0, Pooling.SUM, IdPolicy.FAIL, new Bags(BAGS, offsets, ids, null)));
        }
        return new LookupRequest(key(packed), Duration.ofSeconds(30), lookups);
    }

    private static ShardKey key(Path packed) {
        try (PackedShard shard = PackedShard.open(packed)) {
            return new ShardKey(MODEL, VERSION, 0, shard.header().fingerprint());
        }
    }

    /** Returns the first element of a lookup's first bag, as the table's rows add up to. */
    static float expected(LookupRequest request, int lookup) {
        Bags bags = request.lookups().get(lookup).bags();
        float sum = 0;
        for (int i = 0; i < bags.length(0); i++) {
            sum += bags.ids()[i] * DIM % 1000 / 1000f;
        }
        return sum;
    }
}
