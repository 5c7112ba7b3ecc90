package dev.outrank.engine.simd;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/** Sums of rows that are staged. */
final class StagedSums {

    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = S.length();
    private static final int REGISTER = S.vectorByteSize();

    private final Batch batch;
    private final StagedRows staged;
    private final int dim;
    private final boolean biased;

    /**
     * Makes sums of a call.
     *
     * @param biased whether biases are added
     */
    StagedSums(Batch batch, StagedRows staged, boolean biased) {
        this.batch = batch;
        this.staged = staged;
        this.dim = batch.dim();
        this.biased = biased;
    }

    /** Pools the bags {@code [first, end)}, all rows of which are staged. */
    void pool(int first, int end) {
        int column = 0;
        for (; column + 8 * LANES <= dim; column += 8 * LANES) {
            eight(first, end, column);
        }
        if (column + 4 * LANES <= dim) {
            four(first, end, column);
            column += 4 * LANES;
        }
        if (column + 2 * LANES <= dim) {
            two(first, end, column);
            column += 2 * LANES;
        }
        if (column + LANES <= dim) {
            one(first, end, column);
            column += LANES;
        }
        if (column < dim) {
            rest(first, end, column, dim - column);
        }
    }

    private void eight(int first, int end, int column) {
        float[] floats = staged.floats();
        float[] factors = staged.factors();
        int base = batch.offset(first);
        for (int bag = first; bag < end; bag++) {
            FloatVector sum0 = FloatVector.zero(S);
            FloatVector sum1 = FloatVector.zero(S);
            FloatVector sum2 = FloatVector.zero(S);
            FloatVector sum3 = FloatVector.zero(S);
            FloatVector sum4 = FloatVector.zero(S);
            FloatVector sum5 = FloatVector.zero(S);
            FloatVector sum6 = FloatVector.zero(S);
            FloatVector sum7 = FloatVector.zero(S);
            int from = batch.offset(bag) - base;
            int to = batch.offset(bag + 1) - base;
            for (int i = from; i < to; i++) {
                FloatVector factor = FloatVector.broadcast(S, factors[i]);
                int at = i * dim + column;
                sum0 = FloatVector.fromArray(S, floats, at).fma(factor, sum0);
                sum1 = FloatVector.fromArray(S, floats, at + LANES).fma(factor, sum1);
                sum2 = FloatVector.fromArray(S, floats, at + 2 * LANES).fma(factor, sum2);
                sum3 = FloatVector.fromArray(S, floats, at + 3 * LANES).fma(factor, sum3);
                sum4 = FloatVector.fromArray(S, floats, at + 4 * LANES).fma(factor, sum4);
                sum5 = FloatVector.fromArray(S, floats, at + 5 * LANES).fma(factor, sum5);
                sum6 = FloatVector.fromArray(S, floats, at + 6 * LANES).fma(factor, sum6);
                sum7 = FloatVector.fromArray(S, floats, at + 7 * LANES).fma(factor, sum7);
            }
            float divisor = batch.divisor(bag);
            MemorySegment vector = batch.vector(bag, column, 8 * LANES);
            if (biased) {
                FloatVector bias = FloatVector.broadcast(S, addBiases(0, from, to));
                sum0 = sum0.add(bias);
                sum1 = sum1.add(bias);
                sum2 = sum2.add(bias);
                sum3 = sum3.add(bias);
                sum4 = sum4.add(bias);
                sum5 = sum5.add(bias);
                sum6 = sum6.add(bias);
                sum7 = sum7.add(bias);
            }
            Batch.store(sum0, divisor, vector, 0);
            Batch.store(sum1, divisor, vector, REGISTER);
            Batch.store(sum2, divisor, vector, 2 * REGISTER);
            Batch.store(sum3, divisor, vector, 3 * REGISTER);
            Batch.store(sum4, divisor, vector, 4 * REGISTER);
            Batch.store(sum5, divisor, vector, 5 * REGISTER);
            Batch.store(sum6, divisor, vector, 6 * REGISTER);
            Batch.store(sum7, divisor, vector, 7 * REGISTER);
        }
    }

    private void four(int first, int end, int column) {
        float[] floats = staged.floats();
        float[] factors = staged.factors();
        int base = batch.offset(first);
        for (int bag = first; bag < end; bag++) {
            FloatVector sum0 = FloatVector.zero(S);
            FloatVector sum1 = FloatVector.zero(S);
            FloatVector sum2 = FloatVector.zero(S);
            FloatVector sum3 = FloatVector.zero(S);
            int from = batch.offset(bag) - base;
            int to = batch.offset(bag + 1) - base;
            for (int i = from; i < to; i++) {
                FloatVector factor = FloatVector.broadcast(S, factors[i]);
                int at = i * dim + column;
                sum0 = FloatVector.fromArray(S, floats, at).fma(factor, sum0);
                sum1 = FloatVector.fromArray(S, floats, at + LANES).fma(factor, sum1);
                sum2 = FloatVector.fromArray(S, floats, at + 2 * LANES).fma(factor, sum2);
                sum3 = FloatVector.fromArray(S, floats, at + 3 * LANES).fma(factor, sum3);
            }
            float divisor = batch.divisor(bag);
            MemorySegment vector = batch.vector(bag, column, 4 * LANES);
            if (biased) {
                FloatVector bias = FloatVector.broadcast(S, addBiases(0, from, to));
                sum0 = sum0.add(bias);
                sum1 = sum1.add(bias);
                sum2 = sum2.add(bias);
                sum3 = sum3.add(bias);
            }
            Batch.store(sum0, divisor, vector, 0);
            Batch.store(sum1, divisor, vector, REGISTER);
            Batch.store(sum2, divisor, vector, 2 * REGISTER);
            Batch.store(sum3, divisor, vector, 3 * REGISTER);
        }
    }

    private void two(int first, int end, int column) {
        float[] floats = staged.floats();
        float[] factors = staged.factors();
        int base = batch.offset(first);
        for (int bag = first; bag < end; bag++) {
            FloatVector sum0 = FloatVector.zero(S);
            FloatVector sum1 = FloatVector.zero(S);
            int from = batch.offset(bag) - base;
            int to = batch.offset(bag + 1) - base;
            for (int i = from; i < to; i++) {
                FloatVector factor = FloatVector.broadcast(S, factors[i]);
                int at = i * dim + column;
                sum0 = FloatVector.fromArray(S, floats, at).fma(factor, sum0);
                sum1 = FloatVector.fromArray(S, floats, at + LANES).fma(factor, sum1);
            }
            float divisor = batch.divisor(bag);
            MemorySegment vector = batch.vector(bag, column, 2 * LANES);
            if (biased) {
                FloatVector bias = FloatVector.broadcast(S, addBiases(0, from, to));
                sum0 = sum0.add(bias);
                sum1 = sum1.add(bias);
            }
            Batch.store(sum0, divisor, vector, 0);
            Batch.store(sum1, divisor, vector, REGISTER);
        }
    }

    private void one(int first, int end, int column) {
        float[] floats = staged.floats();
        float[] factors = staged.factors();
        int base = batch.offset(first);
        for (int bag = first; bag < end; bag++) {
            FloatVector sum0 = FloatVector.zero(S);
            int from = batch.offset(bag) - base;
            int to = batch.offset(bag + 1) - base;
            for (int i = from; i < to; i++) {
                FloatVector factor = FloatVector.broadcast(S, factors[i]);
                int at = i * dim + column;
                sum0 = FloatVector.fromArray(S, floats, at).fma(factor, sum0);
            }
            float divisor = batch.divisor(bag);
            MemorySegment vector = batch.vector(bag, column, LANES);
            if (biased) {
                FloatVector bias = FloatVector.broadcast(S, addBiases(0, from, to));
                sum0 = sum0.add(bias);
            }
            Batch.store(sum0, divisor, vector, 0);
        }
    }

    /** The last columns, fewer than a register holds. */
    private void rest(int first, int end, int column, int count) {
        VectorMask<Float> lanes = S.indexInRange(0, count);
        float[] floats = staged.floats();
        float[] factors = staged.factors();
        int base = batch.offset(first);
        for (int bag = first; bag < end; bag++) {
            FloatVector sum = FloatVector.zero(S);
            int from = batch.offset(bag) - base;
            int to = batch.offset(bag + 1) - base;
            for (int i = from; i < to; i++) {
                FloatVector factor = FloatVector.broadcast(S, factors[i]);
                sum = FloatVector.fromArray(S, floats, i * dim + column, lanes).fma(factor, sum);
            }
            if (biased) {
                sum = sum.add(addBiases(0, from, to));
            }
            Batch.store(sum, batch.divisor(bag), batch.vector(bag, column, count), lanes);
        }
    }

    /** Adds staged rows to the sums of a bag that is longer than what fits. */
    void addInto(float[] sums, int rows) {
        float[] floats = staged.floats();
        float[] factors = staged.factors();
        for (int column = 0; column < dim; column += LANES) {
            VectorMask<Float> lanes = S.indexInRange(column, dim);
            FloatVector sum = FloatVector.fromArray(S, sums, column, lanes);
            for (int i = 0; i < rows; i++) {
                FloatVector factor = FloatVector.broadcast(S, factors[i]);
                sum = FloatVector.fromArray(S, floats, i * dim + column, lanes).fma(factor, sum);
            }
            sum.intoArray(sums, column, lanes);
        }
    }

    /** Writes the vector of such a bag. */
    void finish(int bag, float[] sums, float bias) {
        for (int column = 0; column < dim; column += LANES) {
            VectorMask<Float> lanes = S.indexInRange(column, dim);
            FloatVector sum = FloatVector.fromArray(S, sums, column, lanes);
            MemorySegment vector = batch.vector(bag, column, Math.min(dim - column, LANES));
            Batch.store(biased ? sum.add(bias) : sum, batch.divisor(bag), vector, lanes);
        }
    }

    /** Adds the biases of staged rows to {@code sum}, in order. */
    float addBiases(float sum, int from, int to) {
        float[] weights = staged.weights();
        float[] biases = staged.biases();
        for (int i = from; i < to; i++) {
            sum = Math.fma(weights[i], biases[i], sum);
        }
        return sum;
    }
}
