package dev.outrank.embedding.lookup;

import static dev.outrank.embedding.lookup.LookupCaller.LIMITS;
import static dev.outrank.embedding.lookup.LookupCaller.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.outrank.bundle.bags.Bags;
import dev.outrank.bundle.manifest.IdPolicy;
import dev.outrank.bundle.manifest.Pooling;
import dev.outrank.bundle.plan.VectorType;
import dev.outrank.embedding.PackedModel;
import dev.outrank.embedding.load.TableLoads;
import dev.outrank.embedding.lookup.LookupCaller.Parts;
import dev.outrank.embedding.shard.ShardCatalog;
import dev.outrank.embedding.shard.ShardCatalogs;
import dev.outrank.lookup.FrameType;
import dev.outrank.lookup.LookupFrames;
import dev.outrank.lookup.LookupRequest;
import dev.outrank.lookup.ShardKey;
import dev.outrank.lookup.TableLookup;
import dev.outrank.lookup.connection.ConnectionSettings;
import dev.outrank.lookup.connection.LookupConnectionException;
import dev.outrank.lookup.connection.LookupConnectionException.Kind;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.netty.resources.LoopResources;

/** Real shards behind a real port, with one pooling thread. */
final class TcpLookupServerTests {

    private static final int MAX_ANSWER_BYTES = 64 << 20;

    private final LoopResources loops = LoopResources.create("lookups", 1, true);
    private final PoolingThreads threads = new PoolingThreads(1, 16);
    private final FrameBudget budget = new FrameBudget(8 << 20);
    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final CountDownLatch release = new CountDownLatch(1);
    private PackedModel clicks;
    private ShardCatalog catalog;

    @BeforeEach
    void load(@TempDir Path directory) {
        clicks = PackedModel.pack(directory, "clicks", 1);
        catalog = ShardCatalogs.serving(clicks, "1");
    }

    @AfterEach
    void stop() {
        release.countDown();
        threads.close();
        catalog.close();
        loops.dispose();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1 << 20})
    void answersOnTheEventLoopAsOnThePoolingThreads(long inlineBytes) throws Exception {
        TcpLookupServer server = started(inlineBytes, LIMITS, PATIENCE);
        LookupCaller caller = LookupCaller.connect(server.port());
        Parts call = new Parts();

        assertThat(caller.send(request(), call)).isTrue();

        assertThat(call.get()).hasSize(2);
        server.stop();
        assertThat(caller.awaitEnd().kind()).isIn(Kind.CLOSED, Kind.LOST);
        assertThat(caller.connection().isOpen()).isFalse();
        assertThat(budget.heldBytes()).isZero();
    }

    @Test
    void freesThePlaceOfACancelledStreamAtOnce() throws Exception {
        TcpLookupServer server = started(0, LIMITS, PATIENCE);
        LookupCaller caller = LookupCaller.connect(server.port());
        PoolingThreadsTests.occupy(threads, release);
        Parts cancelled = new Parts();
        Parts other = new Parts();
        assertThat(caller.send(request(), cancelled)).isTrue();
        assertThat(caller.send(request(), other)).isTrue();
        await().until(() -> threads.waiting() == 2);

        caller.connection().cancel(cancelled);

        await().until(() -> threads.waiting() == 1);
        assertThat(outcomes("cancelled")).isOne();
        release.countDown();
        assertThat(other.get()).hasSize(2);
        assertThat(cancelled.isDone()).isFalse();
        server.stop();
        assertThat(budget.heldBytes()).isZero();
        assertThat(outcomes("pooled")).isOne();
    }

    @Test
    void freesThePlacesOfACallerThatIsGone() throws Exception {
        TcpLookupServer server = started(0, LIMITS, PATIENCE);
        PoolingThreadsTests.occupy(threads, release);
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.getOutputStream().write(bytes(LookupFrames.encodeRequest(request(), 1, heap())));
            socket.getOutputStream().write(bytes(LookupFrames.encodeRequest(request(), 2, heap())));
            await().until(() -> threads.waiting() == 2);
        }

        await().until(() -> threads.waiting() == 0);
        await().until(() -> budget.heldBytes() == 0);
        server.stop();
        assertThat(outcomes("cancelled")).isEqualTo(2);
    }

    @Test
    void answersWhatCameBeforeItAskedToGo() throws Exception {
        TcpLookupServer server = started(0, LIMITS, PATIENCE);
        LookupCaller caller = LookupCaller.connect(server.port());
        PoolingThreadsTests.occupy(threads, release);
        Parts call = new Parts();
        assertThat(caller.send(request(), call)).isTrue();
        await().until(() -> threads.waiting() == 1);

        CompletableFuture<Void> stopped = new CompletableFuture<>();
        server.stop(() -> stopped.complete(null));

        await().until(() -> !caller.connection().isOpen());
        assertThat(caller.send(request(), new Parts())).isFalse();
        assertThat(call.isDone()).isFalse();
        assertThat(stopped).isNotDone();
        release.countDown();
        assertThat(call.get()).hasSize(2);
        assertThat(caller.awaitEnd().kind()).isIn(Kind.CLOSED, Kind.LOST);
        stopped.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    @Test
    void waitsForNobodyBeyondTheDrain() throws Exception {
        TcpLookupServer server = started(0, LIMITS, Duration.ofMillis(50));
        LookupCaller caller = LookupCaller.connect(server.port());
        PoolingThreadsTests.occupy(threads, release);
        Parts call = new Parts();
        assertThat(caller.send(request(), call)).isTrue();
        await().until(() -> threads.waiting() == 1);

        server.stop();

        assertThatThrownBy(call::get).hasCauseInstanceOf(LookupConnectionException.class);
        assertThat(threads.waiting()).isZero();
    }

    @Test
    void sendsAllOfALargeAnswerToASlowCallerBeforeItCloses() throws Exception {
        ConnectionSettings large = new ConnectionSettings(8 << 20, 16, PATIENCE, PATIENCE, 64 << 20, false);
        TcpLookupServer server = started(0, large, PATIENCE);
        Bags empty = Bags.ofLengths(new int[2_000_000], new long[0], null);
        LookupRequest request = request(empty, 0);
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.getOutputStream().write(bytes(LookupFrames.encodeRequest(request, 1, heap())));
            socket.getOutputStream().write(bytes(LookupFrames.encodeControl(FrameType.GOAWAY, 0, heap())));
            await().until(() -> outcomes("pooled") == 1);

            ByteBuf answer = Unpooled.wrappedBuffer(socket.getInputStream().readAllBytes());

            assertThat(answer.readableBytes()).isGreaterThan(2_000_000 * PackedModel.USERS_DIM * Float.BYTES);
            assertThat(LookupFrames.frameLength(answer, 0)).isEqualTo(answer.readableBytes());
        }
        server.stop();
    }

    private double outcomes(String outcome) {
        return meters.counter("outrank.embedding.requests", "outcome", outcome).count();
    }

    private TcpLookupServer started(long inlineBytes, ConnectionSettings limits, Duration drain) {
        FrameAnswers answers = new FrameAnswers(
                MAX_ANSWER_BYTES, PooledByteBufAllocator.DEFAULT, new LookupMeters(meters, new TableLoads(meters, 20)));
        TcpLookups lookups = new TcpLookups(catalog, budget, LookupQueues.before(threads), answers, inlineBytes);
        TcpLookupServer server = new TcpLookupServer(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), limits, lookups, drain, loops, null);
        server.start();
        return server;
    }

    private static UnpooledByteBufAllocator heap() {
        return UnpooledByteBufAllocator.DEFAULT;
    }

    private static byte[] bytes(ByteBuf frame) {
        byte[] bytes = ByteBufUtil.getBytes(frame);
        frame.release();
        return bytes;
    }

    private LookupRequest request() {
        return request(Bags.ofLengths(new int[] {1, 1, 1}, new long[] {4, 2, 3}, null), 2);
    }

    private LookupRequest request(Bags bags, int partBags) {
        ShardKey key = new ShardKey("clicks", "1", 0, clicks.fingerprint(0));
        TableLookup users = new TableLookup(PackedModel.USERS, Pooling.SUM, IdPolicy.FAIL, bags);
        return new LookupRequest(key, PATIENCE, List.of(users), VectorType.FLOAT32, partBags);
    }
}
