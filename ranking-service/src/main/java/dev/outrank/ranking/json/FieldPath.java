package dev.outrank.ranking.json;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.TokenStreamContext;

/** Says where in the body a parser stands: {@code candidates[3].terms[0]}. Computed only for messages. */
public final class FieldPath {

    private FieldPath() {}

    /** Returns the place from the root of the document; {@code body} at the root itself. */
    public static String of(JsonParser parser) {
        String path = below(null, parser.streamReadContext());
        return path.isEmpty() ? "body" : path;
    }

    /** Returns the indices of the arrays that the parser is in, up to the nearest object: {@code [3][0]}. */
    public static String indices(JsonParser parser) {
        StringBuilder path = new StringBuilder();
        TokenStreamContext context = parser.streamReadContext();
        while (context != null && context.inArray()) {
            path.insert(0, "[" + context.getCurrentIndex() + "]");
            context = context.getParent();
        }
        return path.toString();
    }

    private static String below(@Nullable TokenStreamContext top, @Nullable TokenStreamContext context) {
        if (context == null || context == top) {
            return "";
        }
        String parent = below(top, context.getParent());
        if (context.inArray()) {
            return context.hasCurrentIndex() ? parent + "[" + context.getCurrentIndex() + "]" : parent;
        }
        String name = context.inObject() ? context.currentName() : null;
        if (name == null) {
            return parent;
        }
        return parent.isEmpty() ? Excerpt.of(name, 64) : parent + "." + Excerpt.of(name, 64);
    }
}
