package dev.outrank.embedding.lookup;

import static dev.outrank.embedding.lookup.LookupCaller.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.outrank.bundle.bags.Bags;
import dev.outrank.bundle.manifest.IdPolicy;
import dev.outrank.bundle.manifest.Pooling;
import dev.outrank.bundle.plan.VectorType;
import dev.outrank.embedding.FakeRegistry;
import dev.outrank.embedding.PackedModel;
import dev.outrank.embedding.RunningShard;
import dev.outrank.embedding.shard.ShardCatalog;
import dev.outrank.lookup.LookupAnswer;
import dev.outrank.lookup.LookupError;
import dev.outrank.lookup.LookupFrames;
import dev.outrank.lookup.LookupRequest;
import dev.outrank.lookup.LookupResponse;
import dev.outrank.lookup.ShardKey;
import dev.outrank.lookup.TableLookup;
import dev.outrank.lookup.connection.LookupCall;
import dev.outrank.lookup.connection.LookupConnection;
import dev.outrank.lookup.connection.LookupConnectionException;
import io.netty.buffer.Unpooled;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.ReadinessState;

/** The running application ends while it is asked. */
final class DrainIT {

    private static final int CALLERS = 3;
    private static final int CALLS_AT_A_TIME = 4;
    private static final int CALLS_BEFORE = 300;

    /** On a slow machine a first lookup takes as long as a queue takes to stand. */
    private static final String NEVER_OVERLOADED = "outrank.embedding.lookup.adaptive.enabled=false";

    private final CountDownLatch release = new CountDownLatch(1);
    private final AtomicInteger sent = new AtomicInteger();
    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicInteger open = new AtomicInteger();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private PackedModel clicks;
    private FakeRegistry registry;

    @TempDir
    private Path directory;

    @BeforeEach
    void publish() {
        clicks = PackedModel.pack(directory.resolve("clicks"), "clicks", 1);
        registry = FakeRegistry.start();
        registry.publish(FakeRegistry.model("clicks", FakeRegistry.version("1", clicks)));
    }

    @AfterEach
    void close() {
        release.countDown();
        registry.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0B", "256KB"})
    void failsNoLookupThatWasSentBeforeTheCallerKnew(String inlineBytes) throws Exception {
        try (RunningShard service = started("outrank.embedding.tcp.inline-bytes=" + inlineBytes, NEVER_OVERLOADED)) {
            int port = service.bean(TcpLookupServer.class).port();
            for (int i = 0; i < CALLERS; i++) {
                LookupCaller caller = LookupCaller.connect(port);
                for (int call = 0; call < CALLS_AT_A_TIME; call++) {
                    open.incrementAndGet();
                    new ChainedCall(caller.connection()).send();
                }
            }
            await().atMost(PATIENCE).until(() -> answered.get() > CALLS_BEFORE);

            CompletableFuture<Void> stopped = service.stopLater();

            await().atMost(PATIENCE).until(() -> open.get() == 0);
            assertThat(failures).isEmpty();
            assertThat(answered.get()).isEqualTo(sent.get()).isGreaterThan(CALLS_BEFORE);
            stopped.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
    }

    /** A call that is followed by the next, sent on the event loop, until the connection takes none: so none is sent behind the caller's GOAWAY. */
    private final class ChainedCall extends LookupCall {
        private final LookupConnection connection;

        ChainedCall(LookupConnection connection) {
            super(System.nanoTime() + PATIENCE.toNanos());
            this.connection = connection;
        }

        void send() {
            if (connection.send(request(), this)) {
                sent.incrementAndGet();
            } else {
                open.decrementAndGet();
            }
        }

        @Override
        protected void pooled(LookupResponse response) {
            boolean last = !response.hasMore();
            if (response.at(0, 0, 0) != (last ? 4 : 5)) {
                failures.add("vector: " + response.at(0, 0, 0));
            }
            response.close();
            if (last) {
                answered.incrementAndGet();
                new ChainedCall(connection).send();
            }
        }

        @Override
        protected void refused(LookupError error) {
            fail(error.toString());
        }

        @Override
        protected void failed(LookupConnectionException reason) {
            fail(reason.toString());
        }

        @Override
        protected void expired() {
            fail("expired");
        }

        private void fail(String what) {
            failures.add(what);
            open.decrementAndGet();
        }
    }

    @Test
    void answersWhatRunsOverHttpAndIsNotReadyMeanwhile() throws Exception {
        try (RunningShard service = started("outrank.embedding.threads=1", NEVER_OVERLOADED)) {
            PoolingThreads threads = service.bean(PoolingThreads.class);
            ApplicationAvailability availability = service.bean(ApplicationAvailability.class);
            PoolingThreadsTests.occupy(threads, release);
            CompletableFuture<byte[]> answer = service.postLater(RunningShard.frame(request(0)));
            await().atMost(PATIENCE).until(() -> threads.waiting() == 1);

            CompletableFuture<Void> stopped = service.stopLater();

            await().atMost(PATIENCE).until(() -> availability.getReadinessState() == ReadinessState.REFUSING_TRAFFIC);
            assertThat(answer).isNotDone();
            release.countDown();
            assertThat(LookupFrames.decodeAnswer(
                            Unpooled.wrappedBuffer(answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS))))
                    .isInstanceOfSatisfying(
                            LookupAnswer.Pooled.class,
                            pooled -> assertThat(pooled.response().at(0, 0, 0)).isEqualTo(5));
            stopped.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
    }

    private RunningShard started(String... properties) {
        RunningShard service = RunningShard.start(0, registry.url(), directory, properties);
        await().atMost(PATIENCE).until(() -> {
            try (var shards = service.bean(ShardCatalog.class).lease()) {
                return !shards.versions().isEmpty();
            }
        });
        return service;
    }

    private LookupRequest request() {
        return request(1);
    }

    private LookupRequest request(int partBags) {
        ShardKey key = new ShardKey("clicks", "1", 0, clicks.fingerprint(0));
        Bags bags = Bags.ofLengths(new int[] {1, 1}, new long[] {4, 3}, null);
        TableLookup users = new TableLookup(PackedModel.USERS, Pooling.SUM, IdPolicy.FAIL, bags);
        return new LookupRequest(key, PATIENCE, List.of(users), VectorType.FLOAT32, partBags);
    }
}
