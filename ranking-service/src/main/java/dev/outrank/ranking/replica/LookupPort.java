package dev.outrank.ranking.replica;

import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.client.ServiceInstance;

/**
 * Where an instance answers lookups over TCP. Discovery knows its port for HTTP: the other is in its metadata, or as far from that one as everywhere.
 *
 * @param offset from the one port to the other, where the metadata says nothing
 */
public record LookupPort(int offset) implements ToIntFunction<ServiceInstance> {

    /** The key of an instance's metadata with the port of lookups over TCP. */
    static final String LOOKUP_PORT = "lookup-port";

    private static final int HIGHEST_PORT = 65_535;

    @Override
    public int applyAsInt(ServiceInstance instance) {
        String named =
                instance.getMetadata() == null ? null : instance.getMetadata().get(LOOKUP_PORT);
        if (named == null) {
            return instance.getPort() + offset;
        }
        try {
            int port = Integer.parseInt(named);
            if (port > 0 && port <= HIGHEST_PORT) {
                return port;
            }
        } catch (NumberFormatException e) {
            throw unusable(instance, named, e);
        }
        throw unusable(instance, named, null);
    }

    private static IllegalArgumentException unusable(
            ServiceInstance instance, String named, @Nullable Throwable cause) {
        return new IllegalArgumentException(
                instance.getServiceId() + ": metadata " + LOOKUP_PORT + ": '" + named + "' (expected: a port)", cause);
    }
}
