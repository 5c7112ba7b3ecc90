package dev.outrank.embedding.lookup;

import dev.outrank.bundle.failure.CallerException;
import dev.outrank.lookup.LookupError;

/** Ends a request with this error. */
final class LookupRefusal extends CallerException {

    private static final long serialVersionUID = 1L;

    private final transient LookupError error;

    LookupRefusal(LookupError error) {
        super(error.message());
        this.error = error;
    }

    LookupError error() {
        return error;
    }
}
