package dev.outrank.workbench.calibrate;

import dev.outrank.workbench.text.Numbers;
import java.util.List;

/**
 * A call of a shard.
 *
 * @param lookups tables asked for
 * @param bags of each lookup
 * @param pool ids a bag
 * @param heldOut whether nothing is fitted to it
 * @param cold whether the caches are given to others before each call
 */
record RpcCase(int lookups, int bags, int pool, boolean heldOut, boolean cold) {

    /** Tables of the shard, a bound for lookups. */
    static final int TABLES = 32;

    /** Elements of every row. */
    static final int DIM = 32;

    /** Returns the points: those of the fit, and others. */
    static List<RpcCase> all() {
        return List.of(
                fitted(1, 1, 4),
                fitted(32, 1, 4),
                fitted(1, 50, 160),
                fitted(1, 250, 4),
                fitted(4, 500, 8),
                fitted(16, 100, 2),
                fitted(16, 300, 10),
                fitted(32, 20, 40),
                judged(8, 1, 10),
                judged(24, 4, 10),
                judged(8, 64, 4),
                judged(2, 100, 60),
                judged(8, 250, 4),
                judged(24, 120, 10),
                fitted(1, 1, 4).afterOthers(),
                fitted(16, 100, 2).afterOthers(),
                judged(8, 64, 4).afterOthers());
    }

    private static RpcCase fitted(int lookups, int bags, int pool) {
        return new RpcCase(lookups, bags, pool, false, false);
    }

    private static RpcCase judged(int lookups, int bags, int pool) {
        return new RpcCase(lookups, bags, pool, true, false);
    }

    private RpcCase afterOthers() {
        return new RpcCase(lookups, bags, pool, heldOut, true);
    }

    String what(long requestBytes, long responseBytes) {
        return lookups + (lookups == 1 ? " lookup, " : " lookups, ") + Numbers.grouped(requestBytes) + " bytes out, "
                + Numbers.grouped(responseBytes) + " in" + (cold ? ", cold" : "");
    }
}
