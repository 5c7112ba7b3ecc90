package dev.outrank.ranking.rank;

import dev.outrank.ranking.json.FieldPath;
import dev.outrank.ranking.json.JsonValues;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** What the caller calls the candidates; one without a name is called by its position. Not thread-safe. */
final class CandidateIds {

    /** The field of a candidate that names it. */
    static final String FIELD = "id";

    private final List<@Nullable String> ids = new ArrayList<>();

    /** Returns the name of the candidate at a position. */
    String at(int position) {
        String id = position < ids.size() ? ids.get(position) : null;
        return id == null ? Integer.toString(position) : id;
    }

    /** Returns the positions up to the last candidate with a name. */
    int size() {
        return ids.size();
    }

    /** Reads the id, a string or an integer, of the candidate at a position not before {@link #size()}. */
    void readRow(JsonParser parser, int position) {
        while (ids.size() < position) {
            ids.add(null);
        }
        ids.add(readId(parser));
    }

    /** Reads the ids of all candidates. */
    void readColumn(JsonParser parser) {
        JsonValues.requireArray(parser, FieldPath::of);
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            ids.add(readId(parser));
        }
    }

    private static String readId(JsonParser parser) {
        if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT) {
            return parser.getString();
        }
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            throw JsonValues.refused(parser, FieldPath::of, "a string or an integer");
        }
        return parser.getString();
    }
}
