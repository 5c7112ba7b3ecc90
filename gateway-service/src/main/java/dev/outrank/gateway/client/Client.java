package dev.outrank.gateway.client;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpRequest;

/** Whom a request comes from. */
sealed interface Client {

    /**
     * A client that names itself.
     *
     * @param key the value of the key header
     */
    record Keyed(String key) implements Client {}

    /**
     * A client known by its connection only.
     *
     * @param address where it calls from; null when the connection does not say, which makes all such requests one client's
     */
    record Remote(@Nullable InetAddress address) implements Client {}

    /** Returns the client of a request: by the value of the key header where there is one, else by its address. */
    static Client of(ServerHttpRequest request, @Nullable String keyHeader) {
        String key = keyHeader == null ? null : request.getHeaders().getFirst(keyHeader);
        if (key != null && !key.isBlank()) {
            return new Keyed(key);
        }
        InetSocketAddress remote = request.getRemoteAddress();
        return new Remote(remote == null ? null : remote.getAddress());
    }
}
