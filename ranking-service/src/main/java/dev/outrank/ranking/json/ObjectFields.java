package dev.outrank.ranking.json;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Walks the fields of the object at a parser's cursor and refuses one that comes twice. For small objects; not thread-safe. */
public final class ObjectFields {

    private final JsonParser parser;
    private final Set<String> seen = new HashSet<>();

    /**
     * Begins with the object whose opening brace is at the cursor.
     *
     * @throws InvalidFieldException if there is no object
     */
    public ObjectFields(JsonParser parser) {
        JsonValues.requireObject(parser, FieldPath::of);
        this.parser = parser;
    }

    /** Returns the name of the next field and moves to its value; returns null at the end of the object. */
    public @Nullable String next() {
        if (parser.nextToken() == JsonToken.END_OBJECT) {
            return null;
        }
        String name = parser.currentName();
        if (!seen.add(name)) {
            throw new InvalidFieldException(FieldPath.of(parser), "occurs twice (expected: once)");
        }
        parser.nextToken();
        return name;
    }

    /** Returns whether the field came. */
    public boolean has(String name) {
        return seen.contains(name);
    }

    /** Refuses an object without the field; to be called at the end of the object. */
    public void require(String name) {
        if (!seen.contains(name)) {
            String path = FieldPath.of(parser);
            throw new InvalidFieldException(
                    path.equals("body") ? name : path + "." + name, "missing (expected: '" + name + "')");
        }
    }
}
