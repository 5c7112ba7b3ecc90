package dev.outrank.ranking.lookup;

import dev.outrank.ranking.replica.Replica;
import org.springframework.web.reactive.function.client.WebClient;

/** A {@code POST} a lookup, over HTTP/1.1. */
public final class HttpTransport implements LookupTransport {

    private final WebClient http;
    private final int maxFrameBytes;

    /**
     * Makes a transport.
     *
     * @param connections that all replicas share
     * @param maxFrameBytes bytes of an answer
     */
    public HttpTransport(ShardConnections connections, int maxFrameBytes) {
        this.http = WebClient.builder().clientConnector(connections.connector()).build();
        this.maxFrameBytes = maxFrameBytes;
    }

    @Override
    public ReplicaWay open(String service, Replica replica) {
        return new HttpReplica(service, replica, http, maxFrameBytes);
    }
}
