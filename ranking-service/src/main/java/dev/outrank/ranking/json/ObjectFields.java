package dev.outrank.ranking.json;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Walks the fields of the object at a parser's cursor and refuses one that comes twice. Not thread-safe. */
public final class ObjectFields {

    /** Up to here it is cheaper to compare than to hash. */
    private static final int FEW = 16;

    private final JsonParser parser;
    private final List<String> few = new ArrayList<>(6);
    private @Nullable Set<String> many;

    /**
     * Begins with the object whose opening brace is at the cursor.
     *
     * @throws InvalidFieldException if there is no object
     */
    public ObjectFields(JsonParser parser) {
        this.parser = parser;
        begin();
    }

    /**
     * Begins again with another object of the same parser, whose opening brace is at the cursor: an array of many objects needs one of these.
     *
     * @throws InvalidFieldException if there is no object
     */
    public void begin() {
        JsonValues.requireObject(parser, FieldPath::of);
        few.clear();
        many = null;
    }

    /** Returns the name of the next field and moves to its value; returns null at the end of the object. */
    public @Nullable String next() {
        if (parser.nextToken() == JsonToken.END_OBJECT) {
            return null;
        }
        String name = parser.currentName();
        if (has(name)) {
            throw new InvalidFieldException(FieldPath.of(parser), "occurs twice (expected: once)");
        }
        note(name);
        parser.nextToken();
        return name;
    }

    private void note(String name) {
        if (many != null) {
            many.add(name);
        } else {
            few.add(name);
            if (few.size() == FEW) {
                many = new HashSet<>(few);
            }
        }
    }

    /** Returns whether the field came. */
    public boolean has(String name) {
        return many == null ? few.contains(name) : many.contains(name);
    }

    /** Refuses an object without the field; to be called at the end of the object. */
    public void require(String name) {
        if (!has(name)) {
            String path = FieldPath.of(parser);
            throw new InvalidFieldException(
                    path.equals("body") ? name : path + "." + name, "missing (expected: '" + name + "')");
        }
    }
}
