package dev.outrank.ranking.rank;

import dev.outrank.ranking.json.DecodeLimits;
import dev.outrank.ranking.json.FieldPath;
import dev.outrank.ranking.json.InvalidFieldException;
import dev.outrank.ranking.json.JsonValues;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Reads objects of features, row by row: the context, which is one row, and the candidates. */
final class CandidateRows {

    private CandidateRows() {}

    /** Reads the array of candidates at the cursor and returns their number. */
    static int read(JsonParser parser, FeatureColumns columns, CandidateIds ids, DecodeLimits limits) {
        int row = 0;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            limits.checkCandidates(row + 1L);
            readCandidate(parser, columns, ids, row);
            row++;
        }
        return row;
    }

    /** Reads the context at the cursor. */
    static void readContext(JsonParser parser, FeatureColumns columns) {
        JsonValues.requireObject(parser, FieldPath::of);
        for (String name = JsonValues.nextName(parser); name != null; name = JsonValues.nextName(parser)) {
            readFeature(parser, columns.named(name, parser), 0);
        }
        columns.requireRows(1, FieldPath.of(parser));
    }

    private static void readCandidate(JsonParser parser, FeatureColumns columns, CandidateIds ids, int row) {
        JsonValues.requireObject(parser, FieldPath::of);
        int features = 0;
        for (String name = JsonValues.nextName(parser); name != null; name = JsonValues.nextName(parser)) {
            if (name.equals(CandidateIds.FIELD)) {
                readId(parser, ids, row);
            } else {
                readFeature(parser, columns.named(name, parser), row);
                features++;
            }
        }
        if (features < columns.size()) {
            columns.requireRows(row + 1, FieldPath.of(parser));
        }
    }

    private static void readId(JsonParser parser, CandidateIds ids, int row) {
        if (ids.size() > row) {
            throw twice(parser);
        }
        parser.nextToken();
        ids.readRow(parser, row);
    }

    private static void readFeature(JsonParser parser, FeatureColumn column, int row) {
        if (column.rows() > row) {
            throw twice(parser);
        }
        parser.nextToken();
        column.readRow(parser);
    }

    private static InvalidFieldException twice(JsonParser parser) {
        return new InvalidFieldException(FieldPath.of(parser), "occurs twice (expected: once)");
    }
}
