package dev.outrank.ranking.json;

import dev.outrank.bundle.failure.CallerException;

/** A part of the body is well-formed JSON and not what the API or the model expects there. */
public final class InvalidFieldException extends CallerException {

    private static final long serialVersionUID = 1L;

    private final String field;

    /**
     * Makes a refusal whose message is {@code field: problem}.
     *
     * @param field the place in the body, for example {@code candidates[3].terms[0]}
     * @param problem the value and what was expected, for example {@code 'x' (expected: an int64)}
     */
    public InvalidFieldException(String field, String problem) {
        super(field + ": " + problem);
        this.field = field;
    }

    /** Returns the place in the body. */
    public String field() {
        return field;
    }
}
