package dev.outrank.gateway.admission;

import dev.outrank.bundle.failure.CapacityException;

/** As many requests are in flight as ranking can take; nothing was processed. */
public final class GatewayOverloadedException extends CapacityException {

    private static final long serialVersionUID = 1L;

    GatewayOverloadedException(int limit) {
        super("requests in flight: " + limit
                + " (expected: fewer, as ranking has had to refuse some; try again later)");
    }
}
