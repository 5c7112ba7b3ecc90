package dev.outrank.embedding.lookup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.springframework.web.reactive.function.server.RouterFunctions.route;
import static org.springframework.web.reactive.function.server.RouterFunctions.toHttpHandler;

import dev.outrank.bundle.bags.Bags;
import dev.outrank.bundle.manifest.IdPolicy;
import dev.outrank.bundle.manifest.Pooling;
import dev.outrank.embedding.PackedModel;
import dev.outrank.embedding.load.TableLoads;
import dev.outrank.embedding.shard.ShardCatalog;
import dev.outrank.embedding.shard.ShardCatalogs;
import dev.outrank.lookup.LookupAnswer;
import dev.outrank.lookup.LookupErrorCode;
import dev.outrank.lookup.LookupFrames;
import dev.outrank.lookup.LookupRequest;
import dev.outrank.lookup.ShardKey;
import dev.outrank.lookup.TableLookup;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.ReactorHttpHandlerAdapter;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SignalType;
import reactor.netty.DisposableServer;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.server.HttpServer;

/** The endpoint on a real server with one pooling thread and a queue of one. */
final class LookupEndpointTests {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int MAX_HELD_BYTES = 1_000;

    /** Counts the memory that is not released. */
    private final UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(true);

    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final CountDownLatch cancelled = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);
    private final FrameBudget budget = new FrameBudget(MAX_HELD_BYTES);
    private final PoolingThreads threads = new PoolingThreads(1, 1);
    private PackedModel clicks;
    private ShardCatalog catalog;
    private DisposableServer server;

    @BeforeEach
    void start(@TempDir Path directory) {
        clicks = PackedModel.pack(directory, "clicks", 1);
        catalog = ShardCatalogs.serving(clicks, "1");
        FrameAnswers answers =
                new FrameAnswers(1 << 20, allocator, new LookupMeters(meters, new TableLoads(meters, 20)));
        LookupEndpoint endpoint =
                new LookupEndpoint(1 << 20, catalog, budget, LookupQueues.before(threads), answers, allocator);
        HttpHandler routes =
                toHttpHandler(route().POST("/lookup", endpoint::lookup).build());
        // After a cancellation has reached the endpoint.
        HttpHandler handler =
                (request, response) -> routes.handle(request, response).doFinally(signal -> {
                    if (signal == SignalType.CANCEL) {
                        cancelled.countDown();
                    }
                });
        server = HttpServer.create()
                .host("127.0.0.1")
                .port(0)
                .handle(new ReactorHttpHandlerAdapter(handler))
                .bindNow(PATIENCE);
    }

    @AfterEach
    void stop() {
        release.countDown();
        server.disposeNow(PATIENCE);
        threads.close();
        catalog.close();
        // The last buffers are released where they were sent, a moment after the caller has the answer.
        await().untilAsserted(() -> {
            assertThat(allocator.metric().usedDirectMemory()).isZero();
            assertThat(allocator.metric().usedHeapMemory()).isZero();
        });
        assertThat(budget.heldBytes()).isZero();
    }

    @Test
    void answersAndReleasesWhatItAllocated() throws Exception {
        assertPooled(send(17).get(30, TimeUnit.SECONDS));
    }

    @Test
    void refusesAtOnceWhenTheQueueIsFull() throws Exception {
        PoolingThreadsTests.occupy(threads, release);
        CompletableFuture<byte[]> waiting = send(1);
        await().until(() -> threads.waiting() == 1);

        byte[] refusal = send(42).get(30, TimeUnit.SECONDS);

        assertThat(LookupFrames.streamId(Unpooled.wrappedBuffer(refusal))).isEqualTo(42);
        assertThat(LookupFrames.decodeAnswer(Unpooled.wrappedBuffer(refusal)))
                .isInstanceOfSatisfying(LookupAnswer.Refused.class, refused -> {
                    assertThat(refused.error().code()).isEqualTo(LookupErrorCode.OVERLOADED);
                    assertThat(refused.error().message())
                            .isEqualTo("queue: full (expected: fewer than 1 requests waiting)");
                });
        release.countDown();
        assertPooled(waiting.get(30, TimeUnit.SECONDS));
    }

    @Test
    void refusesAtOnceWhenTheFramesHeldTakeTooManyBytes() throws Exception {
        ByteBuf held = Unpooled.buffer().writeZero(MAX_HELD_BYTES - 1);
        try (FrameBudget.HeldFrame other = Objects.requireNonNull(budget.tryHold(held))) {
            assertThat(other.bytes()).isEqualTo(MAX_HELD_BYTES - 1);
            byte[] refusal = send(42).get(30, TimeUnit.SECONDS);

            assertThat(LookupFrames.streamId(Unpooled.wrappedBuffer(refusal))).isEqualTo(42);
            assertThat(LookupFrames.decodeAnswer(Unpooled.wrappedBuffer(refusal)))
                    .isInstanceOfSatisfying(LookupAnswer.Refused.class, refused -> {
                        assertThat(refused.error().code()).isEqualTo(LookupErrorCode.OVERLOADED);
                        assertThat(refused.error().message()).contains("expected: at most 1000 bytes");
                    });
        }
        assertPooled(send(43).get(30, TimeUnit.SECONDS));
    }

    @Test
    void countsTheBytesOfAFrameWhileItWaits() throws Exception {
        PoolingThreadsTests.occupy(threads, release);
        CompletableFuture<byte[]> waiting = send(1);
        await().until(() -> threads.waiting() == 1);

        assertThat(budget.heldBytes()).isEqualTo(frame(1).length);

        release.countDown();
        assertPooled(waiting.get(30, TimeUnit.SECONDS));
        await().until(() -> budget.heldBytes() == 0);
    }

    @Test
    void doesNotPoolForACallerThatLeft() throws InterruptedException {
        PoolingThreadsTests.occupy(threads, release);
        Disposable caller = post(frame(3)).subscribe();
        await().until(() -> threads.waiting() == 1);

        caller.dispose();
        assertThat(cancelled.await(30, TimeUnit.SECONDS)).isTrue();

        // At once, and not when a thread comes to it.
        await().until(() -> threads.waiting() == 0);
        assertThat(budget.heldBytes()).isZero();
        release.countDown();
        await().untilAsserted(
                        () -> assertThat(allocator.metric().usedDirectMemory()).isZero());
        assertThat(pooledCount()).isZero();
        assertThat(meters.counter("outrank.embedding.requests", "outcome", "cancelled")
                        .count())
                .isOne();
    }

    private double pooledCount() {
        return meters.counter("outrank.embedding.requests", "outcome", "pooled").count();
    }

    private CompletableFuture<byte[]> send(int streamId) {
        return post(frame(streamId)).toFuture();
    }

    private Mono<byte[]> post(byte[] frame) {
        return HttpClient.newConnection()
                .post()
                .uri(URI.create("http://127.0.0.1:" + server.port() + "/lookup"))
                .send(Mono.fromSupplier(() -> Unpooled.wrappedBuffer(frame)))
                .responseSingle((response, body) -> body.asByteArray());
    }

    private byte[] frame(int streamId) {
        ShardKey key = new ShardKey("clicks", "1", 0, clicks.fingerprint(0));
        TableLookup users = new TableLookup(
                PackedModel.USERS, Pooling.SUM, IdPolicy.FAIL, Bags.ofLengths(new int[] {1}, new long[] {4}, null));
        ByteBuf frame = LookupFrames.encodeRequest(
                new LookupRequest(key, PATIENCE, List.of(users)), streamId, UnpooledByteBufAllocator.DEFAULT);
        try {
            return ByteBufUtil.getBytes(frame);
        } finally {
            frame.release();
        }
    }

    private static void assertPooled(byte[] answer) {
        assertThat(LookupFrames.decodeAnswer(Unpooled.wrappedBuffer(answer)))
                .isInstanceOfSatisfying(
                        LookupAnswer.Pooled.class,
                        pooled -> assertThat(pooled.response().at(0, 0, 0)).isEqualTo(5));
    }
}
