package dev.outrank.ranking.json;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.TokenStreamContext;

/** Says where in the body a parser stands: {@code candidates[3].terms[0]}. Computed only for messages. */
public final class FieldPath {

    private FieldPath() {}

    /** Returns the place from the root of the document; {@code body} at the root itself. */
    public static String of(JsonParser parser) {
        String path = path(parser.streamReadContext());
        return path.isEmpty() ? "body" : path;
    }

    /** Returns the place below the nearest named field, as indices: {@code [3][0]}, or nothing outside of arrays. */
    public static String indices(JsonParser parser) {
        StringBuilder path = new StringBuilder();
        field(parser, path);
        return path.toString();
    }

    /** Returns the nearest named field and the place below it: {@code shape[1]}. */
    public static String tail(JsonParser parser) {
        StringBuilder path = new StringBuilder();
        return Excerpt.of(field(parser, path)) + path;
    }

    /** Returns the name of the nearest field and puts the indices below it into {@code indices}. */
    private static String field(JsonParser parser, StringBuilder indices) {
        for (TokenStreamContext at = parser.streamReadContext(); at != null; at = at.getParent()) {
            if (at.inArray() && at.hasCurrentIndex()) {
                indices.insert(0, "[" + at.getCurrentIndex() + "]");
            } else if (at.inObject() && at.currentName() != null) {
                return at.currentName();
            }
        }
        return "";
    }

    private static String path(@Nullable TokenStreamContext context) {
        if (context == null) {
            return "";
        }
        String parent = path(context.getParent());
        if (context.inArray()) {
            return context.hasCurrentIndex() ? parent + "[" + context.getCurrentIndex() + "]" : parent;
        }
        String name = context.inObject() ? context.currentName() : null;
        if (name == null) {
            return parent;
        }
        return parent.isEmpty() ? Excerpt.of(name) : parent + "." + Excerpt.of(name);
    }
}
