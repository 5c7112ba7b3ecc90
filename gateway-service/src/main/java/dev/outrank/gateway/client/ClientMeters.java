package dev.outrank.gateway.client;

import dev.outrank.gateway.metric.GatewayMetric;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** Counts refusals. No tag names a client: there may be any number of them. */
final class ClientMeters {

    private ClientMeters() {}

    /** Returns the listener that counts in this registry. */
    static ClientListener counting(MeterRegistry registry) {
        Counter inFlight = GatewayMetric.CLIENT_REFUSALS.counter(registry, ClientRefusal.IN_FLIGHT.tag());
        return reason -> {
            switch (reason) {
                case IN_FLIGHT -> inFlight.increment();
            }
        };
    }
}
