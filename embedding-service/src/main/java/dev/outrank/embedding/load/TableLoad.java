package dev.outrank.embedding.load;

import dev.outrank.bundle.bags.Bags;
import java.util.concurrent.atomic.LongAdder;

/** What one table was asked for. Many threads add; one takes. */
final class TableLoad {

    private final String table;
    private final LongAdder lookups = new LongAdder();
    private final LongAdder ids = new LongAdder();
    private final LongAdder defaultedIds = new LongAdder();
    private final DistinctIds distinct = new DistinctIds();

    // Of the one who takes.
    private Counts taken = new Counts(0, 0, 0);
    private long idsOfMinute;
    private double distinctOfMinute;
    private boolean named;

    /** What is counted. */
    record Counts(long lookups, long ids, long defaultedIds) {

        Counts minus(Counts before) {
            return new Counts(lookups - before.lookups, ids - before.ids, defaultedIds - before.defaultedIds);
        }
    }

    TableLoad(String table) {
        this.table = table;
    }

    String table() {
        return table;
    }

    /** Adds the bags of a part of a lookup, of which the last makes it one more. */
    void add(Bags bags, int defaulted, boolean last) {
        ids.add(bags.idCount());
        if (last) {
            lookups.increment();
        }
        if (defaulted > 0) {
            defaultedIds.add(defaulted);
        }
    }

    /** Looks at the ids of some bags. */
    void sample(Bags bags) {
        distinct.add(bags);
    }

    /** Returns what came since this was called last. */
    Counts take() {
        Counts now = new Counts(lookups.sum(), ids.sum(), defaultedIds.sum());
        Counts since = now.minus(taken);
        taken = now;
        idsOfMinute += since.ids();
        return since;
    }

    /** Ends a minute, and returns the ids that came in it. */
    long endMinute() {
        long came = idsOfMinute;
        idsOfMinute = 0;
        distinctOfMinute = distinct.takeEstimate();
        return came;
    }

    /** Returns the distinct ids of the last whole minute's sample. */
    double distinctOfMinute() {
        return distinctOfMinute;
    }

    /** Returns whether it has meters of its own. */
    boolean isNamed() {
        return named;
    }

    void name(boolean own) {
        named = own;
    }
}
