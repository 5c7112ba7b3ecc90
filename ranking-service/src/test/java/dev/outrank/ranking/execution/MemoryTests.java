package dev.outrank.ranking.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.outrank.bundle.bags.Bags;
import dev.outrank.lookup.LookupAnswer;
import dev.outrank.lookup.LookupRequest;
import dev.outrank.ranking.fixture.FakeShards;
import dev.outrank.ranking.fixture.TinyModel;
import dev.outrank.ranking.fixture.TinyRequest;
import dev.outrank.ranking.fixture.TinyService;
import dev.outrank.ranking.lookup.EmbeddingClient;
import dev.outrank.ranking.memory.ArrayPool;
import dev.outrank.ranking.memory.RequestMemory;
import dev.outrank.ranking.request.RankingRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** When a request's arrays go back, and that nobody gets them while they are read, at whatever stage the caller leaves. */
class MemoryTests {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    private static Path directory;

    private static TinyModel model;

    private final ArrayPool pool = new ArrayPool(1 << 20);
    private final RequestMemory memory = RequestMemory.of(pool);
    private long[] ids = {};

    @BeforeAll
    static void write() throws Exception {
        model = TinyModel.write(directory);
    }

    @BeforeEach
    void borrow() {
        ids = memory.arrays().longs(64);
    }

    /** Returns a request of one user, whose id is in an array of the pool. */
    private RankingRequest request() {
        Arrays.fill(ids, 3);
        return TinyRequest.random(model.manifest(), 5, 4, 1)
                .with("user_id", new Bags(1, new int[] {0, 1}, ids, null))
                .in(memory)
                .build();
    }

    @SuppressWarnings("ReferenceEquality") // The very array is meant.
    private boolean isBack() {
        RequestMemory other = RequestMemory.of(pool);
        // More than a request of the tiny model takes.
        return Stream.generate(() -> other.arrays().longs(64)).limit(100).anyMatch(array -> array == ids);
    }

    private interface Lookup {
        Mono<LookupAnswer> of(LookupRequest request);
    }

    private static EmbeddingClient client(Lookup lookup) {
        return new EmbeddingClient() {
            @Override
            public Flux<LookupAnswer> lookup(LookupRequest request) {
                return lookup.of(request).flux();
            }

            @Override
            public void close() {}
        };
    }

    @Test
    void arraysAreBackAfterAnAnswer() {
        try (FakeShards shards = new FakeShards(model);
                TinyService service = TinyService.distributed(model, shards)) {
            service.answer(request());
            assertThat(isBack()).isFalse();
            memory.end();
            await().atMost(PATIENCE).until(this::isBack);
        }
    }

    @Test
    void arraysAreBackAfterACallerWhoLeftBeforeAnythingWasAsked() {
        try (TinyService service = TinyService.over(model, client(request -> Mono.never()))) {
            memory.end();
            assertThat(service.rank(request()).blockOptional(PATIENCE)).isEmpty();
            assertThat(service.released()).isEqualTo(1);
            assertThat(isBack()).isTrue();
        }
    }

    @Test
    void arraysAreNeverLentAgainWhenALookupWasGivenUp() throws InterruptedException {
        CountDownLatch asked = new CountDownLatch(1);
        try (TinyService service = TinyService.over(model, client(request -> {
            asked.countDown();
            return Mono.never();
        }))) {
            Disposable caller = service.rank(request()).subscribe();
            assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();
            caller.dispose();
            memory.end();
            await().atMost(PATIENCE).until(() -> service.released() == 1);
            assertThat(isBack()).isFalse();
        }
    }

    @Test
    void nobodyWritesToArraysThatALocalLookupStillReads() throws InterruptedException {
        CountDownLatch reads = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(1);
        long[] seen = new long[1];
        try (TinyService service = TinyService.over(model, client(request -> Mono.<LookupAnswer>fromCallable(() -> {
                    Bags bags = request.lookups().getFirst().bags();
                    if (request.target().shard() != 1) {
                        return null;
                    }
                    reads.countDown();
                    awaitUninterruptibly(goOn);
                    seen[0] = bags.ids()[0];
                    done.countDown();
                    return null;
                })
                .subscribeOn(Schedulers.boundedElastic())))) {
            Disposable caller = service.rank(request()).subscribe();
            assertThat(reads.await(20, TimeUnit.SECONDS)).isTrue();
            caller.dispose();
            memory.end();
            await().atMost(PATIENCE).until(() -> service.released() == 1);

            Arrays.fill(RequestMemory.of(pool).arrays().longs(64), -1);
            goOn.countDown();

            assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(seen[0]).isEqualTo(3);
        }
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        while (true) {
            try {
                latch.await();
                return;
            } catch (InterruptedException e) {
                // The lookup was given up, and goes on all the same: that is what this is about.
            }
        }
    }
}
