package dev.outrank.workbench.trace;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** What a request calls its candidates; one without a name is called by its position. Not thread-safe. */
final class CandidateNames {

    /** The property that names a candidate. */
    static final String PROPERTY = "id";

    private final boolean used;
    private final List<String> names = new ArrayList<>();

    private CandidateNames(boolean used) {
        this.used = used;
    }

    static CandidateNames ofCandidates() {
        return new CandidateNames(true);
    }

    /** Returns names that do not occur: those of the context. */
    static CandidateNames none() {
        return new CandidateNames(false);
    }

    boolean isName(String property) {
        return used && property.equals(PROPERTY);
    }

    void clear() {
        names.clear();
    }

    void readRow(JsonParser parser, int row) {
        if (names.size() > row) {
            throw LineJson.twice(parser);
        }
        fill(row);
        names.add(read(parser));
    }

    int readColumn(JsonParser parser) {
        LineJson.requireArray(parser);
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            names.add(read(parser));
        }
        return names.size();
    }

    List<String> all(int candidates) {
        fill(candidates);
        return List.copyOf(names);
    }

    private void fill(int candidates) {
        while (names.size() < candidates) {
            names.add(Integer.toString(names.size()));
        }
    }

    private static String read(JsonParser parser) {
        if (parser.currentToken() != JsonToken.VALUE_STRING && parser.currentToken() != JsonToken.VALUE_NUMBER_INT) {
            throw LineJson.refused(parser, "a string or an integer");
        }
        return parser.getString();
    }
}
