package dev.outrank.workbench.calibrate;

import dev.outrank.bundle.failure.DependencyException;
import dev.outrank.bundle.failure.OutrankException;
import dev.outrank.lookup.LookupError;
import dev.outrank.lookup.LookupRequest;
import dev.outrank.lookup.LookupResponse;
import dev.outrank.lookup.connection.ConnectionSettings;
import dev.outrank.lookup.connection.LookupCall;
import dev.outrank.lookup.connection.LookupConnection;
import dev.outrank.lookup.connection.LookupConnectionException;
import io.netty.channel.ChannelOption;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BooleanSupplier;
import java.util.function.ObjLongConsumer;
import reactor.netty.Connection;
import reactor.netty.NettyPipeline;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.tcp.TcpClient;

/** Calls a shard as ranking does: frames on one connection that stays. */
final class ShardClient implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int MAX_FRAME_BYTES = 64 << 20;
    private static final ConnectionSettings LIMITS =
            new ConnectionSettings(MAX_FRAME_BYTES, 8, PATIENCE, PATIENCE, MAX_FRAME_BYTES, false);

    private final LookupConnection lookups = new LookupConnection(LIMITS, new Unheard());
    private final Connection connection;

    ShardClient(int port) {
        connection = Objects.requireNonNull(TcpClient.create(ConnectionProvider.newConnection())
                .host("127.0.0.1")
                .port(port)
                .option(ChannelOption.TCP_NODELAY, true)
                .doOnChannelInit((observer, channel, remote) ->
                        channel.pipeline().addBefore(NettyPipeline.ReactiveBridge, "lookups", lookups))
                .connectNow(PATIENCE));
    }

    /** Calls are told of the connection's end themselves. */
    private static final class Unheard implements LookupConnection.Listener {

        @Override
        public void draining() {}

        @Override
        public void ended(LookupConnectionException reason) {}
    }

    /**
     * Calls again and again, each call when the answer to the one before is there, on the event loop as in ranking.
     *
     * @param answered takes each response, which is closed behind it, and the time from before the request was encoded
     * @param more asked after each answer whether to go on
     * @throws DependencyException if the shard refuses, or does not answer in time
     */
    void callWhile(LookupRequest request, ObjLongConsumer<LookupResponse> answered, BooleanSupplier more) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        connection.channel().eventLoop().execute(() -> send(request, answered, more, done));
        try {
            done.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof OutrankException known) {
                throw known;
            }
            throw new DependencyException("shard: " + e.getMessage() + " (expected: vectors)", e);
        }
    }

    private void send(
            LookupRequest request,
            ObjLongConsumer<LookupResponse> answered,
            BooleanSupplier more,
            CompletableFuture<Void> done) {
        long begin = System.nanoTime();
        LookupCall call = new LookupCall(begin + PATIENCE.toNanos()) {
            @Override
            protected void pooled(LookupResponse response) {
                try (response) {
                    answered.accept(response, begin);
                    if (more.getAsBoolean()) {
                        send(request, answered, more, done);
                    } else {
                        done.complete(null);
                    }
                } catch (RuntimeException e) {
                    done.completeExceptionally(e);
                }
            }

            @Override
            protected void refused(LookupError error) {
                done.completeExceptionally(
                        new DependencyException("shard: " + error.message() + " (expected: vectors)"));
            }

            @Override
            protected void failed(LookupConnectionException reason) {
                done.completeExceptionally(reason);
            }

            @Override
            protected void expired() {
                done.completeExceptionally(
                        new DependencyException("shard: no answer within " + PATIENCE + " (expected: vectors)"));
            }
        };
        if (!lookups.send(request, call)) {
            done.completeExceptionally(new DependencyException("shard: takes no calls (expected: vectors)"));
        }
    }

    @Override
    public void close() {
        connection.disposeNow();
    }
}
