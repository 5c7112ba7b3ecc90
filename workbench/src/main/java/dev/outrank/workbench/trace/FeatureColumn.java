package dev.outrank.workbench.trace;

import tools.jackson.core.JsonParser;

/** What one request says of one feature, row by row or all at once; used again for the next request. Not thread-safe. */
sealed interface FeatureColumn permits DenseColumn, SparseColumn {

    /** Returns the feature's name. */
    String name();

    /** Returns the evaluations read so far: candidates, or 1 for the context. */
    int rows();

    /** Forgets what was read. */
    void clear();

    /** Reads the feature of one evaluation from the value at the cursor. */
    void readRow(JsonParser parser);

    /** Reads the feature of all candidates from the value at the cursor. */
    void readColumn(JsonParser parser);
}
