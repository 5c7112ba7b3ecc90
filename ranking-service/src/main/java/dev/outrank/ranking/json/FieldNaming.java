package dev.outrank.ranking.json;

import tools.jackson.core.JsonParser;

/** Names the value at a parser's cursor in messages; called only when a value is refused. */
@FunctionalInterface
public interface FieldNaming {

    /** Returns for example {@code candidates[3].terms[0]} or {@code terms.values.data[5]}. */
    String nameOf(JsonParser parser);
}
