package dev.outrank.lookup;

import dev.outrank.bundle.bags.Bags;
import dev.outrank.bundle.manifest.IdPolicy;
import dev.outrank.bundle.manifest.Pooling;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** Requests that use every form of the format. */
final class RequestFixtures {

    static final ShardKey KEY = new ShardKey("clicks", "v1", 2, 0xFEDC_BA98_7654_3210L);

    private RequestFixtures() {}

    static LookupRequest of(TableLookup... lookups) {
        return new LookupRequest(KEY, Duration.ofMillis(40), List.of(lookups));
    }

    static TableLookup lookup(Bags bags) {
        return new TableLookup(5, Pooling.SUM, IdPolicy.FAIL, bags);
    }

    /** A request with narrow and wide ids, weights, constant, 16-bit and 32-bit lengths, empty bags and no bags. */
    static LookupRequest everyForm() {
        return of(
                lookup(jagged()),
                new TableLookup(
                        0, Pooling.MEAN, IdPolicy.DEFAULT, Bags.ofLengths(new int[] {2, 2}, ids(4), weights(4))),
                new TableLookup(
                        1, Pooling.SUM, IdPolicy.MODULO, Bags.ofLengths(new int[] {1, 0}, new long[] {-1}, new float[] {
                            Float.NaN
                        })),
                lookup(Bags.ofLengths(new int[] {70_000, 1}, ids(70_001), null)),
                lookup(Bags.ofLengths(new int[] {0, 0, 0}, new long[0], null)),
                lookup(Bags.ofLengths(new int[0], new long[0], new float[0])));
    }

    /** A request small enough to try every cut and every flip. */
    static LookupRequest small() {
        return of(
                lookup(jagged()),
                new TableLookup(
                        1,
                        Pooling.MEAN,
                        IdPolicy.MODULO,
                        Bags.ofLengths(new int[] {1, 1}, new long[] {1L << 40, -7}, new float[] {0.5f, 2})));
    }

    static Bags jagged() {
        return Bags.ofLengths(new int[] {3, 0, 1}, new long[] {70_007, 70_007, 70_002, 70_009}, null);
    }

    private static long[] ids(int count) {
        long[] ids = new long[count];
        Arrays.setAll(ids, i -> Integer.MAX_VALUE - (long) i);
        return ids;
    }

    private static float[] weights(int count) {
        float[] weights = new float[count];
        for (int i = 0; i < count; i++) {
            weights[i] = i - 0.25f;
        }
        return weights;
    }
}
