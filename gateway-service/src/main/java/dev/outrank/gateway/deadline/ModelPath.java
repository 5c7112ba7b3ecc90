package dev.outrank.gateway.deadline;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.PathContainer;

/** Reads the model's name out of a path. */
public final class ModelPath {

    /** How many elements, slashes among them, come before the model's name: {@code "/" "v2" "/" "models" "/"}. */
    private static final int PREFIX = 5;

    private static final char VERB = ':';

    private ModelPath() {}

    /**
     * Returns the model that a path is about, decoded; null where it is about none.
     *
     * <pre>
     *   /v2/models/{model}[/…]    /v1/models/{model}:rank    /v1/models/{model}/versions/{version}:rank
     * </pre>
     */
    public static @Nullable String model(PathContainer path) {
        List<PathContainer.Element> elements = path.elements();
        if (elements.size() <= PREFIX || !is("models", elements.get(3))) {
            return null;
        }
        String segment = decoded(elements.get(PREFIX));
        if (is("v2", elements.get(1))) {
            return segment;
        }
        return is("v1", elements.get(1)) ? withoutVerb(segment) : null;
    }

    private static boolean is(String word, PathContainer.Element element) {
        return element.value().equals(word);
    }

    private static String decoded(PathContainer.Element element) {
        return element instanceof PathContainer.PathSegment segment ? segment.valueToMatch() : element.value();
    }

    private static String withoutVerb(String segment) {
        int verb = segment.lastIndexOf(VERB);
        return verb < 0 ? segment : segment.substring(0, verb);
    }
}
