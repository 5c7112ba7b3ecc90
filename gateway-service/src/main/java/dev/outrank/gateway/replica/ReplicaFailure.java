package dev.outrank.gateway.replica;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.concurrent.TimeoutException;

/** What a failed attempt says about the replica. */
enum ReplicaFailure {
    /** No connection came about, so no byte of the request left: another replica may be tried. */
    UNREACHED,
    /** All connections to the replica are busy; no byte of the request left. */
    SATURATED,
    /** The connection broke while in use. */
    BROKEN,
    /** Not the replica's doing. */
    OTHER;

    static ReplicaFailure of(Throwable failure) {
        return switch (failure) {
            case ConnectException refusedOrTimedOut -> UNREACHED;
            case NoRouteToHostException noRoute -> UNREACHED;
            case UnknownHostException unknown -> UNREACHED;
            // Here only the connection pool times out: the deadline's own timeout lies further out.
            case TimeoutException busy -> SATURATED;
            // A reset, or reactor.netty.http.client.PrematureCloseException.
            case IOException closed -> BROKEN;
            default -> OTHER;
        };
    }
}
