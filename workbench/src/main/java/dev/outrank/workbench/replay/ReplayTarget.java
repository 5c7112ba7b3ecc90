package dev.outrank.workbench.replay;

import dev.outrank.bundle.failure.CallerException;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Who is asked, and how.
 *
 * @param uri scheme, host and port of a gateway or a ranking service
 * @param model its name
 * @param version null for the active one
 * @param connections at most so many at a time
 * @param timeout for a connection, and again for an answer
 */
public record ReplayTarget(URI uri, String model, @Nullable String version, int connections, Duration timeout) {

    public ReplayTarget {
        if (!"http".equals(uri.getScheme()) || uri.getHost() == null) {
            throw new CallerException("--target: " + uri + " (expected: http://<host>[:<port>])");
        }
        if (connections < 1) {
            throw new CallerException("--connections: " + connections + " (expected: at least 1)");
        }
        if (timeout.toMillis() < 1) {
            throw new CallerException("--timeout-ms: " + timeout.toMillis() + " (expected: at least 1)");
        }
    }
}
