package dev.outrank.ranking.dense;

import dev.outrank.bundle.manifest.Scope;

/** How many rows a tensor has. */
enum Extent {
    /** One: request scope. */
    ONE,
    /** One for each candidate, all the time: inputs and outputs of the nets that run before embeddings are there. */
    WHOLE,
    /** One for each candidate of the slice at hand. */
    SLICE;

    static Extent of(Scope scope, boolean top) {
        return switch (scope) {
            case REQUEST -> ONE;
            case CANDIDATE -> top ? SLICE : WHOLE;
        };
    }

    int rows(int candidates, int sliceRows) {
        return switch (this) {
            case ONE -> 1;
            case WHOLE -> candidates;
            case SLICE -> sliceRows;
        };
    }
}
