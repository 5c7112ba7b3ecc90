package dev.outrank.gateway.replica;

import dev.outrank.bundle.failure.DependencyException;
import dev.outrank.gateway.deadline.HastyRefusal;
import dev.outrank.replica.CallPermission;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.web.server.ServerWebExchange;

/**
 * The call to the replica that was chosen for a request, from the choice to the head of the answer. What it is told first counts; what
 * comes later is not heard.
 */
final class ReplicaCall {

    private static final String ATTRIBUTE = ReplicaCall.class.getName();

    private static final int TOO_MANY_REQUESTS = 429;
    private static final int UNAVAILABLE = 503;
    private static final int TIMEOUT = 504;

    private final CallPermission permission;

    private ReplicaCall(CallPermission permission) {
        this.permission = permission;
    }

    /** Makes it the call of the exchange with these attributes; the one before, if any, has ended. */
    static void begun(CallPermission permission, Map<String, Object> attributes) {
        attributes.put(ATTRIBUTE, new ReplicaCall(permission));
    }

    /** Returns the call of an exchange; null where a replica was asked although nobody permits it. */
    static @Nullable ReplicaCall of(ServerWebExchange exchange) {
        return exchange.getAttribute(ATTRIBUTE);
    }

    static void ifAny(ServerWebExchange exchange, Consumer<ReplicaCall> end) {
        ReplicaCall call = of(exchange);
        if (call != null) {
            end.accept(call);
        }
    }

    static void forget(Map<String, Object> attributes) {
        attributes.remove(ATTRIBUTE);
    }

    /** The head of an answer came. */
    void answered(HttpMethod method, HttpStatusCode status, HttpHeaders headers) {
        if (HastyRefusal.is(headers)) {
            // It does well what others give it time for.
            permission.rejected();
        } else if (isRefusal(method, status, headers)) {
            permission.refused();
        } else if (status.value() == UNAVAILABLE || status.value() == TIMEOUT) {
            // A shard that is lost or late: whoever says so is well. All rankings say so, and would be left alone
            // together, for all models.
            permission.rejected();
        } else if (status.is5xxServerError()) {
            permission.failed(new DependencyException("status: " + status.value() + " (expected: below 500)"));
        } else {
            permission.succeeded();
        }
    }

    /** Shed for want of capacity, or an answer to the question whether something is ready. */
    private static boolean isRefusal(HttpMethod method, HttpStatusCode status, HttpHeaders headers) {
        return switch (status.value()) {
            case TOO_MANY_REQUESTS -> true;
            case UNAVAILABLE -> headers.containsHeader(HttpHeaders.RETRY_AFTER) || HttpMethod.GET.equals(method);
            default -> false;
        };
    }

    /** No answer came. */
    void broke(Throwable failure) {
        switch (ReplicaFailure.of(failure)) {
            case UNREACHED, BROKEN -> permission.failed(failure);
            case SATURATED, OTHER -> permission.released();
        }
    }

    /** The caller left, or its time is up. */
    void abandoned() {
        permission.abandoned();
    }

    /** Nothing was sent. */
    void released() {
        permission.released();
    }
}
