package dev.outrank.embedding.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrank.bundle.bags.Bags;
import dev.outrank.bundle.manifest.IdPolicy;
import dev.outrank.bundle.manifest.Pooling;
import dev.outrank.bundle.plan.VectorType;
import dev.outrank.embedding.PackedModel;
import dev.outrank.embedding.shard.ShardCatalog;
import dev.outrank.embedding.shard.ShardCatalogs;
import dev.outrank.lookup.LookupError;
import dev.outrank.lookup.LookupRequest;
import dev.outrank.lookup.LookupResponse;
import dev.outrank.lookup.ShardKey;
import dev.outrank.lookup.TableLookup;
import dev.outrank.lookup.connection.ConnectionSettings;
import dev.outrank.lookup.connection.LookupCall;
import dev.outrank.lookup.connection.LookupConnection;
import dev.outrank.lookup.connection.LookupConnectionException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.buffer.PooledByteBufAllocator;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.netty.NettyPipeline;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.resources.LoopResources;
import reactor.netty.tcp.TcpClient;

/** Real shards behind a real port. */
final class TcpLookupServerTests {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final ConnectionSettings LIMITS =
            new ConnectionSettings(1 << 20, 16, PATIENCE, PATIENCE, 1 << 20, false);

    @TempDir
    private Path directory;

    private final CompletableFuture<LookupConnectionException> ended = new CompletableFuture<>();

    private static final class Parts extends LookupCall {
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
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1 << 20})
    void answersOnTheEventLoopAsOnThePoolingThreads(long inlineBytes) throws Exception {
        PackedModel clicks = PackedModel.pack(directory, "clicks", 1);
        LoopResources loops = LoopResources.create("lookups", 1, true);
        try (ShardCatalog catalog = ShardCatalogs.serving(clicks, "1");
                PoolingThreads threads = new PoolingThreads(1, 16)) {
            TcpLookupServer server = server(catalog, threads, inlineBytes, loops);
            server.start();
            LookupConnection connection = connect(server.port());
            Parts call = new Parts();

            assertThat(connection.send(request(clicks), call)).isTrue();

            assertThat(call.firsts.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).hasSize(2);
            server.stop();
            assertThat(ended.get(PATIENCE.toSeconds(), TimeUnit.SECONDS).kind())
                    .isIn(LookupConnectionException.Kind.CLOSED, LookupConnectionException.Kind.LOST);
            assertThat(connection.isOpen()).isFalse();
        } finally {
            loops.dispose();
        }
    }

    @Test
    void countsNothingAsHeldWhenAllWasAnswered() throws Exception {
        PackedModel clicks = PackedModel.pack(directory, "clicks", 1);
        LoopResources loops = LoopResources.create("lookups", 1, true);
        FrameBudget budget = new FrameBudget(1 << 20);
        try (ShardCatalog catalog = ShardCatalogs.serving(clicks, "1");
                PoolingThreads threads = new PoolingThreads(1, 16)) {
            FrameAnswers answers = answers();
            TcpLookups lookups = new TcpLookups(catalog, budget, threads, answers, 1 << 20);
            TcpLookupServer server = new TcpLookupServer(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), LIMITS, lookups, PATIENCE, loops, null);
            server.start();
            Parts call = new Parts();
            assertThat(connect(server.port()).send(request(clicks), call)).isTrue();
            assertThat(call.firsts.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).hasSize(2);
            server.stop();
        } finally {
            loops.dispose();
        }
        assertThat(budget.heldBytes()).isZero();
    }

    private static FrameAnswers answers() {
        return new FrameAnswers(1 << 20, PooledByteBufAllocator.DEFAULT, new LookupMeters(new SimpleMeterRegistry()));
    }

    private static TcpLookupServer server(
            ShardCatalog catalog, PoolingThreads threads, long inlineBytes, LoopResources loops) {
        TcpLookups lookups = new TcpLookups(catalog, new FrameBudget(1 << 20), threads, answers(), inlineBytes);
        return new TcpLookupServer(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), LIMITS, lookups, PATIENCE, loops, null);
    }

    private LookupConnection connect(int port) {
        LookupConnection connection = new LookupConnection(LIMITS, new LookupConnection.Listener() {
            @Override
            public void draining() {}

            @Override
            public void ended(LookupConnectionException reason) {
                ended.complete(reason);
            }
        });
        TcpClient.create(ConnectionProvider.newConnection())
                .host("127.0.0.1")
                .port(port)
                .doOnChannelInit((observer, channel, remote) ->
                        channel.pipeline().addBefore(NettyPipeline.ReactiveBridge, "lookups", connection))
                .connectNow(PATIENCE);
        return connection;
    }

    private static LookupRequest request(PackedModel clicks) {
        ShardKey key = new ShardKey("clicks", "1", 0, clicks.fingerprint(0));
        Bags bags = Bags.ofLengths(new int[] {1, 1, 1}, new long[] {4, 2, 3}, null);
        TableLookup users = new TableLookup(PackedModel.USERS, Pooling.SUM, IdPolicy.FAIL, bags);
        return new LookupRequest(key, PATIENCE, List.of(users), VectorType.FLOAT32, 2);
    }
}
