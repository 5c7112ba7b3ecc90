package dev.outrank.config.registry;

import dev.outrank.bundle.failure.CallerException;

/** A field of a request has a value that cannot be. */
public final class InvalidFieldException extends CallerException {

    private static final long serialVersionUID = 1L;

    private final String field;

    /** Makes a refusal; the message begins with the field's name. */
    public InvalidFieldException(String field, String problem) {
        super(field + ": " + problem);
        this.field = field;
    }

    /** Makes a refusal that something lower down caused. */
    public InvalidFieldException(String field, String problem, Throwable cause) {
        super(field + ": " + problem, cause);
        this.field = field;
    }

    /** Returns the name of the field. */
    public String field() {
        return field;
    }
}
