package dev.outrank.gateway.client;

import dev.outrank.bundle.failure.CapacityException;

/** The client has as many requests in flight as it may have; nothing was processed. */
public final class ClientLimitException extends CapacityException {

    private static final long serialVersionUID = 1L;

    ClientLimitException(int maxInFlight) {
        super("client: more than " + maxInFlight + " requests in flight (expected: at most " + maxInFlight + ")");
    }
}
