package dev.outrank.ranking.rank;

import dev.outrank.ranking.json.DecodeLimits;
import dev.outrank.ranking.json.FieldPath;
import dev.outrank.ranking.json.InvalidFieldException;
import dev.outrank.ranking.json.ObjectFields;
import dev.outrank.ranking.json.Shapes;
import tools.jackson.core.JsonParser;

/** Reads candidates that come as one object of columns, all of one length. */
final class CandidateColumns {

    private CandidateColumns() {}

    /** Reads the object at the cursor and returns the number of candidates. */
    static int read(JsonParser parser, FeatureColumns columns, CandidateIds ids, DecodeLimits limits) {
        ObjectFields fields = new ObjectFields(parser);
        for (String name = fields.next(); name != null; name = fields.next()) {
            if (name.equals(CandidateIds.FIELD)) {
                ids.readColumn(parser);
            } else {
                columns.named(name, parser).readColumn(parser);
            }
        }
        columns.all().forEach(column -> fields.require(column.name()));
        int candidates = agreedLength(columns, ids, fields.has(CandidateIds.FIELD), FieldPath.of(parser));
        limits.checkCandidates(candidates);
        return candidates;
    }

    private static int agreedLength(FeatureColumns columns, CandidateIds ids, boolean named, String path) {
        FeatureColumn first = columns.first();
        if (first == null) {
            return ids.size();
        }
        for (FeatureColumn column : columns.all()) {
            requireLength(path + "." + column.name(), column.rows(), first);
        }
        if (named) {
            requireLength(path + "." + CandidateIds.FIELD, ids.size(), first);
        }
        return first.rows();
    }

    private static void requireLength(String field, int length, FeatureColumn first) {
        if (length != first.rows()) {
            throw new InvalidFieldException(
                    field,
                    "shape " + Shapes.text((long) length) + " over candidates (expected: "
                            + Shapes.text((long) first.rows()) + ", as '" + first.name() + "')");
        }
    }
}
