package dev.outrank.gateway.admission;

import dev.outrank.bundle.failure.CapacityException;
import dev.outrank.lookup.Priority;
import java.util.Locale;

/** As many requests are in flight as may be; nothing was processed. */
public final class GatewayOverloadedException extends CapacityException {

    private static final long serialVersionUID = 1L;

    GatewayOverloadedException(int room, Priority priority) {
        super("requests in flight: " + room + " (expected: fewer, of priority "
                + priority.name().toLowerCase(Locale.ROOT) + " at present; try again later)");
    }
}
