package dev.outrank.ranking.rank;

import dev.outrank.ranking.request.RankingRequest;
import tools.jackson.core.JsonParser;

/** What one request says about one feature, row by row or all at once. Not thread-safe. */
sealed interface FeatureColumn permits DenseColumn, SparseColumn {

    /** Returns the feature's name. */
    String name();

    /** Returns the evaluations read so far: candidates, or 1 for the context. */
    int rows();

    /** Reads the feature of one evaluation from the value at the cursor. */
    void readRow(JsonParser parser);

    /** Reads the feature of all candidates from the value at the cursor. */
    void readColumn(JsonParser parser);

    /** Hands what was read to the request. */
    void addTo(RankingRequest.Builder request);
}
