package dev.outrank.config.registry.http;

import dev.outrank.bundle.failure.CapacityException;

/** Nobody else can watch at present. */
final class TooManyWatchesException extends CapacityException {

    private static final long serialVersionUID = 1L;

    TooManyWatchesException(int most) {
        super("watches: " + most + " (expected: fewer; poll the snapshot meanwhile)");
    }
}
