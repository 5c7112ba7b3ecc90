package dev.outrank.gateway.error;

import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.web.server.ServerWebExchange;

/**
 * Whose answer a request gets: ranking's, or the one to a failure. A deadline passes on another thread than that on which an answer arrives; if both wrote, the caller would get the
 * status of one with the body of the other. Thread-safe.
 */
public final class AnswerClaim {

    private static final String ATTRIBUTE = AnswerClaim.class.getName();

    private final AtomicBoolean taken = new AtomicBoolean();
    private volatile boolean written;

    /** Makes the claim of an exchange. */
    public static AnswerClaim attachTo(ServerWebExchange exchange) {
        AnswerClaim claim = new AnswerClaim();
        exchange.getAttributes().put(ATTRIBUTE, claim);
        return claim;
    }

    /** Returns whether a failure may be answered; so it may where nobody else can answer. */
    static boolean takeFor(ServerWebExchange exchange) {
        AnswerClaim claim = exchange.getAttribute(ATTRIBUTE);
        return claim == null || claim.take();
    }

    /** Returns whether the whole of ranking's answer was handed to the connection: a caller who closes that from then on has not left too soon. */
    public static boolean isWritten(ServerWebExchange exchange) {
        AnswerClaim claim = exchange.getAttribute(ATTRIBUTE);
        return claim != null && claim.written;
    }

    /** The last part of ranking's answer is handed over. */
    public void written() {
        written = true;
    }

    /** Returns whether whoever asks is the first who does. */
    boolean take() {
        return taken.compareAndSet(false, true);
    }
}
