package dev.outrank.ranking.json;

import dev.outrank.bundle.failure.CallerException;

/** The model's nets turned the request's finite numbers into a NaN or an infinity. */
public final class NonFiniteScoreException extends CallerException {

    private static final long serialVersionUID = 1L;

    NonFiniteScoreException(String output, int index, float value) {
        super(output + "[" + index + "]: " + value
                + " (expected: a finite score; the dense inputs drive the model's nets beyond float32)");
    }
}
