package dev.outrank.ranking.lookup;

import dev.outrank.bundle.failure.OutrankException;
import dev.outrank.lookup.FrameException;
import dev.outrank.ranking.request.ShardUnavailableException;
import io.netty.channel.ConnectTimeoutException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;
import reactor.netty.http.client.PrematureCloseException;
import reactor.netty.internal.shaded.reactor.pool.PoolAcquirePendingLimitException;
import reactor.netty.internal.shaded.reactor.pool.PoolAcquireTimeoutException;

/** Says in a few words what went wrong on the way to a shard. */
final class TransportFailures {

    private TransportFailures() {}

    /** Returns the failure that the caller of a lookup sees; those of this project pass as they are. */
    static Throwable of(String service, Throwable failure) {
        if (failure instanceof FrameException frame) {
            return new ShardUnavailableException(service + ": answered no intact frame: " + frame.getMessage(), frame);
        }
        if (failure instanceof OutrankException) {
            return failure;
        }
        return new ShardUnavailableException(service + ": " + reason(root(failure)), failure);
    }

    private static Throwable root(Throwable failure) {
        Throwable root = failure;
        Throwable cause = failure.getCause();
        while (cause != null && !isTelling(root)) {
            root = cause;
            cause = root.getCause();
        }
        return root;
    }

    private static boolean isTelling(Throwable failure) {
        return failure instanceof ConnectException
                || failure instanceof PrematureCloseException
                || failure instanceof SSLException;
    }

    private static String reason(Throwable root) {
        return switch (root) {
            case ConnectTimeoutException e -> "connection timed out (expected: a running embedding service)";
            case ConnectException e -> "connection refused (expected: a running embedding service)";
            case UnknownHostException e -> "unknown host (expected: an address of a running embedding service)";
            case PrematureCloseException e -> "connection closed before the answer (expected: an answer)";
            case SSLException e ->
                "TLS failed: " + e.getMessage()
                        + " (expected: a shard that speaks TLS and shows a certificate that is trusted here)";
            case PoolAcquireTimeoutException e -> "no connection free in time (expected: a shard that keeps up)";
            case PoolAcquirePendingLimitException e ->
                "too many lookups wait for a connection (expected: a shard that keeps up)";
            default -> {
                String message = root.getMessage();
                yield (message == null ? root.getClass().getSimpleName() : message) + " (expected: an answer)";
            }
        };
    }
}
