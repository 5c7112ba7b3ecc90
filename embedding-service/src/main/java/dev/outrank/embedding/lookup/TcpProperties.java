package dev.outrank.embedding.lookup;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Lookups over TCP.
 *
 * @param port where they are answered; 0 takes a free one; by default 2,000 above {@code server.port}
 * @param maxStreams requests of one connection that may be under way; more are refused
 * @param inlineBytes requests that pool at most so many bytes of rows, counted as floats, are answered on the event loop that has read them,
 *     which saves two changes of the thread; larger ones go to the pooling threads, so that others on the same loop do not wait for them
 * @param quiet time without a byte after which a caller should have given a sign of life
 * @param patience time on top of that, and time a caller may leave answers unread, before its connection is closed
 * @param maxUnsentBytes bytes of answers that may wait for a caller to read them; beyond, its requests are refused
 * @param drain time that callers have to go when the service stops
 * @param ssl TLS, off by default
 */
@Validated
@ConfigurationProperties("outrank.embedding.tcp")
record TcpProperties(
        @Nullable @Min(0) @Max(65_535) Integer port,
        @DefaultValue("1024") @Min(1) int maxStreams,
        @DefaultValue("256KB") DataSize inlineBytes,
        @DefaultValue("30s") Duration quiet,
        @DefaultValue("10s") Duration patience,
        @DefaultValue("128MB") DataSize maxUnsentBytes,
        @DefaultValue("10s") Duration drain,
        @DefaultValue Ssl ssl) {

    private static final int DISTANCE = 2_000;
    private static final int LAST_PORT = 65_535;

    /**
     * TLS.
     *
     * @param bundle the name of a bundle of {@code spring.ssl.bundle} that holds key and certificate; none is plain text
     */
    record Ssl(@Nullable String bundle) {}

    /** Returns the port to listen on beside a service at {@code serverPort}. */
    int portBeside(int serverPort) {
        if (port != null) {
            return port;
        }
        if (serverPort == 0) {
            return 0;
        }
        if (serverPort + DISTANCE > LAST_PORT) {
            throw new IllegalArgumentException("outrank.embedding.tcp.port: " + (serverPort + DISTANCE)
                    + ", 2000 above server.port (expected: at most " + LAST_PORT + "; set one)");
        }
        return serverPort + DISTANCE;
    }
}
