package dev.outrank.gateway.replica;

import dev.outrank.bundle.failure.CapacityException;

/** All connections to a service are busy; nothing was processed. */
public final class ServiceSaturatedException extends CapacityException {

    private static final long serialVersionUID = 1L;

    ServiceSaturatedException(String service, Throwable cause) {
        super(service + ": all connections are busy (expected: a free one in time)", cause);
    }
}
