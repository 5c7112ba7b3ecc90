package dev.outrank.gateway.client;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts the requests in flight of each client. Safe for use by many threads.
 *
 * <p>Holds one entry for each client that has a request in flight, so never more than there are requests.
 */
final class ClientsInFlight {

    private final int max;
    private final Map<Client, Integer> inFlight = new ConcurrentHashMap<>();

    /** Makes a count that lets each client have at most {@code max} requests in flight. */
    ClientsInFlight(int max) {
        this.max = max;
    }

    /** Counts one request more, if the client is below the limit; returns whether it was. */
    boolean tryEnter(Client client) {
        // Not by comparing counts: at the limit the map leaves the very object in place.
        boolean[] entered = {false};
        inFlight.compute(client, (name, count) -> {
            int before = count == null ? 0 : count;
            entered[0] = before < max;
            return entered[0] ? Integer.valueOf(before + 1) : count;
        });
        return entered[0];
    }

    /** Counts one request less; once for each {@link #tryEnter} that returned true. */
    void leave(Client client) {
        inFlight.computeIfPresent(client, (name, count) -> count > 1 ? count - 1 : null);
    }

    /** Returns how many clients have a request in flight. */
    int clients() {
        return inFlight.size();
    }
}
