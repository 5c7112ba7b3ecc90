package dev.outrank.workbench.calibrate;

import dev.outrank.engine.EmbeddingEngine;
import java.util.ArrayList;
import java.util.List;

/** Finds how many bytes of rows the caches hold, from what a row costs when only so many are looked up. */
final class CacheReach {

    private static final long LEAST_BYTES = 256L << 10;
    private static final int ROUNDS = 7;
    private static final int LOOKUPS = 12;
    private static final int BAGS = 100;
    private static final int POOL = 20;

    /** 256 MiB; of more no cache would keep a share. */
    private static final long WARM_ROWS = 1L << 20;

    /** A row counts as cached up to this share of what one from memory costs; by judgement: the last cache is about four times as fast as memory. */
    private static final double CACHED_SHARE = 0.25;

    private CacheReach() {}

    /**
     * Returns the bytes.
     *
     * @param table of the engine, with {@code rows} rows of {@code rowBytes}
     */
    static double bytes(EmbeddingEngine engine, int table, int dim, long rows, long rowBytes) {
        LookupTurn turn = new LookupTurn(engine, table, dim, BAGS, POOL);
        List<Double> sizes = new ArrayList<>();
        List<Samples> nanos = new ArrayList<>();
        for (long bytes = LEAST_BYTES; bytes < rows * rowBytes; bytes *= 2) {
            sizes.add((double) bytes);
            nanos.add(new Samples());
        }
        sizes.add((double) rows * rowBytes);
        nanos.add(new Samples());
        for (int round = 0; round < ROUNDS; round++) {
            for (int i = 0; i < sizes.size(); i++) {
                nanos.get(i).add(measure(turn, (long) (sizes.get(i) / rowBytes)));
            }
        }
        double limit = CACHED_SHARE * nanos.getLast().typical();
        return crossing(sizes, nanos.stream().map(Samples::typical).toList(), limit);
    }

    private static double measure(LookupTurn turn, long rows) {
        if (rows <= WARM_ROWS) {
            turn.warm(rows);
        } else {
            turn.touch(rows);
        }
        Samples nanos = new Samples();
        for (int i = 0; i < LOOKUPS; i++) {
            nanos.add((double) turn.nanos(rows, rows, 0));
        }
        return nanos.quantile(0.5);
    }

    /** Returns the size at which the time passes the limit, between two sizes by their logarithm. */
    static double crossing(List<Double> sizes, List<Double> nanos, double limit) {
        for (int i = 1; i < sizes.size(); i++) {
            if (nanos.get(i) > limit) {
                double below = Math.min(nanos.get(i - 1), limit);
                double share = (limit - below) / (nanos.get(i) - below);
                double ratio = sizes.get(i) / sizes.get(i - 1);
                return sizes.get(i - 1) * Math.pow(ratio, share);
            }
        }
        return sizes.getLast();
    }
}
