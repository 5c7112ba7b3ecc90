package dev.outrank.ranking.oip;

import dev.outrank.bundle.bags.Bags;
import dev.outrank.ranking.json.InvalidFieldException;
import dev.outrank.ranking.json.Shapes;
import io.micrometer.core.instrument.Counter;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a feature of request scope that a caller repeats for each candidate. Thread-safe.
 *
 * <p>Callers that know only models with one batch send the user as often as there are candidates. Where that is allowed, the rows are compared once, all at
 * a time, and the first stands for all:
 *
 * <pre>
 *   user_id.values [7, 9, 7, 9, 7, 9]   user_id.lengths [2, 2, 2]   3 candidates   →   [7, 9], [2]
 *   all rows of width w equal  ⇔  x[i] = x[i + w] for all i
 * </pre>
 */
final class UserRows {

    private static final UserRows ONCE = new UserRows(null);

    private final @Nullable Counter deduplicated;

    private UserRows(@Nullable Counter deduplicated) {
        this.deduplicated = deduplicated;
    }

    /** Refuses such features: each comes once. */
    static UserRows once() {
        return ONCE;
    }

    /** Takes such features if all rows are equal, and counts them. */
    static UserRows deduplicated(Counter counter) {
        return new UserRows(counter);
    }

    /** Returns whether a tensor may have this shape, which is not the one that it has by itself. */
    boolean mayRepeat(TensorSpec spec, long[] shape) {
        boolean rowsLead = spec.role() == TensorRole.DENSE || spec.role() == TensorRole.LENGTHS;
        if (deduplicated == null || !rowsLead || shape.length != spec.shape().size() || shape[0] < 1) {
            return false;
        }
        long[] single = shape.clone();
        single[0] = 1;
        return spec.accepts(single);
    }

    /** Returns how many numbers of a dense feature stand for all of its rows. */
    int dense(ReceivedTensor tensor, int candidates) {
        int rows = rows(tensor, candidates);
        int width = tensor.size() / rows;
        float[] values = tensor.floats();
        requireSame(
                Arrays.mismatch(values, 0, tensor.size() - width, values, width, tensor.size()),
                width,
                tensor.spec().name());
        count(rows);
        return width;
    }

    /** Returns the one bag that stands for all bags of a sparse feature. */
    Bags sparse(ReceivedTensor lengths, Bags bags, int candidates) {
        int rows = rows(lengths, candidates);
        String feature = lengths.spec().name();
        for (int row = 1; row < rows; row++) {
            if (bags.length(row) != bags.length(0)) {
                throw differs(feature, row);
            }
        }
        String values = feature.substring(0, feature.lastIndexOf('.')) + ".";
        int length = bags.length(0);
        int ids = bags.idCount();
        requireSame(Arrays.mismatch(bags.ids(), 0, ids - length, bags.ids(), length, ids), length, values + "values");
        float[] weights = bags.weights();
        if (weights != null) {
            requireSame(Arrays.mismatch(weights, 0, ids - length, weights, length, ids), length, values + "weights");
        }
        count(rows);
        return new Bags(1, bags.offsets(), bags.ids(), weights);
    }

    private static int rows(ReceivedTensor tensor, int candidates) {
        long rows = tensor.shape()[0];
        if (rows != 1 && rows != candidates) {
            throw new InvalidFieldException(
                    tensor.spec().name(),
                    "shape " + Shapes.text(tensor.shape()) + " (expected: 1 row, or " + candidates
                            + " equal ones, as many as there are candidates)");
        }
        return (int) rows;
    }

    private void count(int rows) {
        if (rows > 1 && deduplicated != null) {
            deduplicated.increment();
        }
    }

    private static void requireSame(int mismatch, int width, String name) {
        if (mismatch >= 0) {
            throw differs(name, mismatch / width + 1);
        }
    }

    private static InvalidFieldException differs(String name, int candidate) {
        return new InvalidFieldException(
                name,
                "candidate " + candidate
                        + " differs from candidate 0 (expected: equal rows, since the feature has request scope)");
    }
}
