package dev.outrank.workbench.calibrate;

import dev.outrank.bundle.failure.InternalException;
import dev.outrank.engine.EmbeddingEngine;
import dev.outrank.planner.cost.ValidationKind;
import java.util.List;

/** Lookups of one case. */
final class KernelPoint implements Point {

    private static final long TURN_NANOS = 5_000_000;

    private static final int LEAST_LOOKUPS = 5;

    private final KernelCase wanted;
    private final LookupTurn turn;
    private final long rows;
    private final long hotRows;
    private final Samples samples = new Samples();

    /**
     * Makes a point.
     *
     * @param rows of the table
     * @param hotRows of them, those that caches hold
     */
    KernelPoint(KernelCase wanted, EmbeddingEngine engine, int table, long rows, long hotRows) {
        this.wanted = wanted;
        this.turn = new LookupTurn(engine, table, wanted.dim(), wanted.bags(), wanted.pool());
        this.rows = rows;
        this.hotRows = Math.min(rows, hotRows);
    }

    /** Refuses vectors that are not those of the scalar kernels, bit for bit. */
    void check(EmbeddingEngine scalar) {
        turn.nanos(rows, hotRows, wanted.hotShare());
        if (!turn.vectors().equals(turn.again(scalar))) {
            throw new InternalException(
                    wanted.what() + ": other vectors than the scalar kernels' (expected: the same)");
        }
    }

    /** Returns whether its rows are neither all cached nor all from memory. */
    boolean isMixed() {
        return wanted.hotShare() > 0 && wanted.hotShare() < 1;
    }

    @Override
    public void turn() {
        if (wanted.hotShare() < 1) {
            turn.touch(rows);
        }
        if (wanted.hotShare() > 0) {
            turn.warm(hotRows);
        }
        Samples lookups = new Samples();
        long begin = System.nanoTime();
        while (lookups.count() < LEAST_LOOKUPS || System.nanoTime() - begin < TURN_NANOS) {
            lookups.add((double) turn.nanos(rows, hotRows, wanted.hotShare()));
        }
        // A lookup that lost its CPU for a while is not the median.
        samples.add(lookups.quantile(0.5));
    }

    @Override
    public void forget() {
        samples.clear();
    }

    @Override
    public List<Observation> observations() {
        return List.of(new Observation(
                ValidationKind.KERNEL, wanted.what(), wanted.heldOut(), samples.typical(), wanted::predictedNanos));
    }
}
