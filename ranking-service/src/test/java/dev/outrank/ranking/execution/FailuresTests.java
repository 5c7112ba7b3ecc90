package dev.outrank.ranking.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.outrank.bundle.bags.Bags;
import dev.outrank.bundle.failure.InternalException;
import dev.outrank.lookup.LookupAnswer;
import dev.outrank.lookup.LookupRequest;
import dev.outrank.ranking.fixture.FakeShard.Mood;
import dev.outrank.ranking.fixture.FakeShards;
import dev.outrank.ranking.fixture.TinyModel;
import dev.outrank.ranking.fixture.TinyRequest;
import dev.outrank.ranking.fixture.TinyService;
import dev.outrank.ranking.lookup.EmbeddingClient;
import dev.outrank.ranking.request.DeadlineExceededException;
import dev.outrank.ranking.request.InvalidInputException;
import dev.outrank.ranking.request.OverloadedException;
import dev.outrank.ranking.request.RankingRequest;
import dev.outrank.ranking.request.ShardUnavailableException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

class FailuresTests {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    private static Path directory;

    private static TinyModel model;

    private FakeShards shards;
    private TinyService service;

    @BeforeAll
    static void write() throws Exception {
        model = TinyModel.write(directory);
    }

    @BeforeEach
    void start() {
        shards = new FakeShards(model);
        service = TinyService.distributed(model, shards);
    }

    @AfterEach
    void stop() {
        service.close();
        shards.close();
    }

    private static RankingRequest good() {
        return TinyRequest.random(model.manifest(), 7, 6, 4).build();
    }

    @Test
    void namesTheDeadShardAndHealsWhenItReturns() {
        float[] before = service.answer(good()).outputs().getFirst().values();
        shards.shard(2).kill();
        // Often enough to open the breaker.
        for (int i = 0; i < 12; i++) {
            assertThatThrownBy(() -> service.answer(good()))
                    .isInstanceOf(ShardUnavailableException.class)
                    .hasMessageStartingWith("embedding-2: ");
        }
        assertThatThrownBy(() -> service.answer(good())).hasMessageContaining("circuit breaker is open");

        shards.shard(2).start();

        await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> assertThat(
                        service.answer(good()).outputs().getFirst().values())
                .containsExactly(before));
    }

    @Test
    void saysThatNobodyListens() {
        shards.shard(1).kill();

        assertThatThrownBy(() -> service.answer(good()))
                .isInstanceOf(ShardUnavailableException.class)
                .hasMessage("embedding-1: connection refused (expected: a running embedding service)");
    }

    @ParameterizedTest
    @CsvSource({
        "item_id,item,100,100",
        "item_id,item,-1,100",
        "user_id,user,10,10",
        "history,item,9223372036854775807,100"
    })
    void namesFeatureIdAndRowsWhenAnIdIsOutOfRange(String feature, String table, long id, long rows) {
        Bags good = TinyRequest.random(model.manifest(), 3, 0, 1).bags(feature);
        int[] lengths = new int[good.bagCount()];
        lengths[lengths.length - 1] = 1;
        RankingRequest request = TinyRequest.random(model.manifest(), 3, 0, 1)
                .with(feature, Bags.ofLengths(lengths, new long[] {id}, null))
                .build();

        // More often than the breaker would allow failures.
        for (int i = 0; i < 20; i++) {
            assertThatThrownBy(() -> service.answer(request))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessage(feature + ": id " + id + " (expected: 0 to " + (rows - 1) + ", the rows of table '"
                            + table + "')");
        }

        assertThat(service.answer(good()).candidates()).isEqualTo(7);
    }

    @Test
    void singularNamesTheSame() {
        RankingRequest request = TinyRequest.random(model.manifest(), 1, 0, 1)
                .with("item_id", Bags.ofLengths(new int[] {1}, new long[] {100}, null))
                .build();
        try (TinyService singular = TinyService.singular(model)) {
            assertThatThrownBy(() -> singular.answer(request))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessage("item_id: id 100 (expected: 0 to 99, the rows of table 'item')");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"BROKEN", "GARBAGE", "INTERNAL_ERROR", "UNKNOWN_MODEL"})
    void blamesTheShardThatMisbehaves(Mood mood) {
        shards.shard(0).mood(mood);

        assertThatThrownBy(() -> service.answer(good()))
                .isInstanceOf(ShardUnavailableException.class)
                .hasMessageStartingWith("embedding-0: ");
    }

    @Test
    void doesNotRepeatWhatWentWrongInsideAShard() {
        shards.shard(0).mood(Mood.INTERNAL_ERROR);

        assertThatThrownBy(() -> service.answer(good()))
                .isInstanceOf(ShardUnavailableException.class)
                .hasMessage("embedding-0: failed inside (expected: an answer; the log of ranking-service says more)");
    }

    @Test
    void blamesItselfForAFrameThatAShardRefuses() {
        shards.shard(0).mood(Mood.BAD_FRAME);

        assertThatThrownBy(() -> service.answer(good()))
                .isInstanceOf(InternalException.class)
                .hasMessage("embedding-0: refused the frame: crc32c differs");
    }

    @Test
    void staysClosedWhenAShardDoesNotKnowAVersion() {
        shards.shard(0).mood(Mood.UNKNOWN_MODEL);
        for (int i = 0; i < 20; i++) {
            assertThatThrownBy(() -> service.answer(good())).hasMessage("embedding-0: no such version");
        }
        shards.shard(0).mood(Mood.WELL);

        assertThat(service.answer(good()).candidates()).isEqualTo(7);
    }

    @Test
    void passesAShardsOverloadOn() {
        shards.shard(0).mood(Mood.OVERLOADED);

        assertThatThrownBy(() -> service.answer(good()))
                .isInstanceOf(OverloadedException.class)
                .hasMessage("embedding-0: queue is full");
    }

    @Test
    void givesUpAtTheDeadlineAndNamesTheSilentShard() {
        // The other shards must answer within the deadline, so connections and code are warm.
        service.answer(good());
        shards.shard(1).mood(Mood.SILENT);
        RankingRequest hurried = TinyRequest.random(model.manifest(), 7, 6, 4).build(Duration.ofSeconds(2));

        assertThatThrownBy(() -> service.answer(hurried))
                .isInstanceOf(DeadlineExceededException.class)
                .hasMessageContaining("[embedding-1]");

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(service.released()).isEqualTo(2));
    }

    @Test
    void opensTheBreakerForAShardThatStaysSilent() {
        shards.shard(1).mood(Mood.SILENT);

        await().atMost(PATIENCE).untilAsserted(() -> assertThatThrownBy(() -> service.answer(
                        TinyRequest.random(model.manifest(), 1, 6, 4).build(Duration.ofMillis(250))))
                .isInstanceOf(ShardUnavailableException.class)
                .hasMessageStartingWith("embedding-1: circuit breaker is open"));
    }

    @Test
    void refusesARequestWhoseTimeIsOver() {
        RankingRequest late = TinyRequest.random(model.manifest(), 1, 6, 4).build(Duration.ZERO);

        assertThatThrownBy(() -> service.answer(late)).isInstanceOf(DeadlineExceededException.class);

        assertThat(shards.calls()).isZero();
        assertThat(service.released()).isEqualTo(1);
    }

    @Test
    void cancelsItsLookupsAndGivesEverythingBackWhenTheCallerLeaves() {
        AtomicBoolean cancelled = new AtomicBoolean();
        EmbeddingClient silent = new EmbeddingClient() {
            @Override
            public Flux<LookupAnswer> lookup(LookupRequest request) {
                return Flux.<LookupAnswer>never().doOnCancel(() -> cancelled.set(true));
            }

            @Override
            public void close() {}
        };
        try (TinyService stuck = TinyService.over(model, silent)) {
            StepVerifier.create(stuck.rank(good()))
                    .expectSubscription()
                    .expectNoEvent(Duration.ofMillis(200))
                    .thenCancel()
                    .verify(PATIENCE);

            await().atMost(PATIENCE).untilTrue(cancelled);
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(stuck.released()).isEqualTo(1));
        }
    }

    @Test
    void countsHowRequestsEnded() {
        service.answer(good());
        shards.shard(0).kill();
        assertThatThrownBy(() -> service.answer(good())).isInstanceOf(ShardUnavailableException.class);

        assertThat(service.meters()
                        .get("outrank.ranking.requests")
                        .tag("outcome", "dependency")
                        .counter()
                        .count())
                .isEqualTo(1);
        assertThat(service.meters()
                        .get("outrank.ranking.shard.lookup")
                        .tag("shard", "embedding-1")
                        .timers())
                .isNotEmpty();
        assertThat(service.meters()
                        .get("resilience4j.circuitbreaker.state")
                        .tag("name", "embedding-0/127.0.0.1:" + shards.shard(0).port())
                        .tag("state", "closed")
                        .gauge()
                        .value())
                .isEqualTo(1);
    }
}
