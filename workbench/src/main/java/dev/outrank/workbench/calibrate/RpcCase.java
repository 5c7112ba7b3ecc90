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
 */
record RpcCase(int lookups, int bags, int pool, boolean heldOut) {

    /** Tables of the shard, a bound for lookups. */
    static final int TABLES = 32;

    /** Elements of every row. */
    static final int DIM = 32;

    /** Returns the points: those of the fit, and others. */
    static List<RpcCase> all() {
        return List.of(
                new RpcCase(1, 1, 4, false),
                new RpcCase(32, 1, 4, false),
                new RpcCase(1, 50, 160, false),
                new RpcCase(1, 250, 4, false),
                new RpcCase(4, 500, 8, false),
                new RpcCase(16, 100, 2, false),
                new RpcCase(16, 300, 10, false),
                new RpcCase(32, 20, 40, false),
                new RpcCase(8, 1, 10, true),
                new RpcCase(24, 4, 10, true),
                new RpcCase(8, 64, 4, true),
                new RpcCase(2, 100, 60, true),
                new RpcCase(8, 250, 4, true),
                new RpcCase(24, 120, 10, true));
    }

    String what(long requestBytes, long responseBytes) {
        return lookups + (lookups == 1 ? " lookup, " : " lookups, ") + Numbers.grouped(requestBytes) + " bytes out, "
                + Numbers.grouped(responseBytes) + " in";
    }
}
