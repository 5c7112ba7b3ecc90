package dev.outrank.embedding.lookup;

import dev.outrank.lookup.LookupError;
import dev.outrank.lookup.LookupRequest;
import dev.outrank.lookup.LookupResponse;
import dev.outrank.lookup.connection.ConnectionSettings;
import dev.outrank.lookup.connection.LookupCall;
import dev.outrank.lookup.connection.LookupConnection;
import dev.outrank.lookup.connection.LookupConnectionException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import reactor.netty.NettyPipeline;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.tcp.TcpClient;

/** A caller with one real connection. */
final class LookupCaller {

    static final Duration PATIENCE = Duration.ofSeconds(30);
    static final ConnectionSettings LIMITS = new ConnectionSettings(1 << 20, 16, PATIENCE, PATIENCE, 1 << 20, false);

    private final CompletableFuture<LookupConnectionException> ended = new CompletableFuture<>();
    private final LookupConnection connection;

    private LookupCaller() {
        connection = new LookupConnection(LIMITS, new LookupConnection.Listener() {
            @Override
            public void draining() {}

            @Override
            public void ended(LookupConnectionException reason) {
                ended.complete(reason);
            }
        });
    }

    /** One call, and the first value of each part of its answer. */
    static final class Parts extends LookupCall {
        private final CompletableFuture<List<Float>> firsts = new CompletableFuture<>();
        private final List<Float> parts = new ArrayList<>();

        Parts() {
            super(System.nanoTime() + PATIENCE.toNanos());
        }

        @Override
        protected void pooled(LookupResponse response) {
            parts.add(response.at(0, 0, 0));
            if (!response.hasMore()) {
                firsts.complete(parts);
            }
            response.close();
        }

        @Override
        protected void refused(LookupError error) {
            firsts.completeExceptionally(new AssertionError(error));
        }

        @Override
        protected void failed(LookupConnectionException reason) {
            firsts.completeExceptionally(reason);
        }

        @Override
        protected void expired() {
            firsts.completeExceptionally(new AssertionError("expired"));
        }

        List<Float> get() throws Exception {
            return firsts.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }

        boolean isDone() {
            return firsts.isDone();
        }
    }

    static LookupCaller connect(int port) {
        LookupCaller caller = new LookupCaller();
        TcpClient.create(ConnectionProvider.newConnection())
                .host("127.0.0.1")
                .port(port)
                .doOnChannelInit((observer, channel, remote) ->
                        channel.pipeline().addBefore(NettyPipeline.ReactiveBridge, "lookups", caller.connection))
                .connectNow(PATIENCE);
        return caller;
    }

    LookupConnection connection() {
        return connection;
    }

    boolean send(LookupRequest request, Parts call) {
        return connection.send(request, call);
    }

    LookupConnectionException awaitEnd() throws Exception {
        return ended.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }
}
