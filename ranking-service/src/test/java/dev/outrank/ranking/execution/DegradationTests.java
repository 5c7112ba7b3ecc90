package dev.outrank.ranking.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.outrank.bundle.bags.Bags;
import dev.outrank.bundle.failure.InternalException;
import dev.outrank.lookup.LookupAnswer;
import dev.outrank.lookup.LookupErrorCode;
import dev.outrank.lookup.LookupRequest;
import dev.outrank.lookup.LookupResponse;
import dev.outrank.ranking.fixture.LossyShards;
import dev.outrank.ranking.fixture.TinyModel;
import dev.outrank.ranking.fixture.TinyRequest;
import dev.outrank.ranking.fixture.TinyService;
import dev.outrank.ranking.memory.ArrayPool;
import dev.outrank.ranking.memory.RequestMemory;
import dev.outrank.ranking.request.DeadlineExceededException;
import dev.outrank.ranking.request.DefaultedTable;
import dev.outrank.ranking.request.InvalidInputException;
import dev.outrank.ranking.request.RankingAnswer;
import dev.outrank.ranking.request.ShardUnavailableException;
import dev.outrank.ranking.scatter.DegradationSettings;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

/** Where a shard is lost, default rows stand in if every table that it was asked for allows it, and the answer says so. */
class DegradationTests {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int BATCH = 4;

    /** Three full slices, and one of a single candidate. */
    private static final int CANDIDATES = 3 * BATCH + 1;

    /** Shards that may be defaulted get a tenth of the deadline, so that a slow machine has time for the rest. */
    private static final DegradationSettings HASTY = new DegradationSettings(Duration.ofMinutes(1), 0.9);

    @TempDir
    private static Path directory;

    private static TinyModel all;
    private static TinyModel some;
    private static TinyModel none;

    @BeforeAll
    static void write() throws Exception {
        all = TinyModel.writeDefaulting(directory.resolve("all"), "user", "item", "tag", "hashed", "category");
        some = TinyModel.writeDefaulting(directory.resolve("some"), "tag", "hashed");
        none = TinyModel.write(directory.resolve("none"));
    }

    private static TinyRequest inputs() {
        return TinyRequest.random(all.manifest(), CANDIDATES, 5, 6);
    }

    /** Returns inputs of the same bags for another of the models, which differ in the policies alone. */
    private static TinyRequest inputs(TinyModel model) {
        return TinyRequest.random(model.manifest(), CANDIDATES, 5, 6);
    }

    private static RankingAnswer answer(TinyModel model, LossyShards shards, TinyRequest request) {
        try (TinyService service = TinyService.over(model, shards)) {
            return service.answer(request.build());
        }
    }

    private static void assertSameScores(RankingAnswer actual, RankingAnswer expected) {
        for (int output = 0; output < 2; output++) {
            assertThat(actual.outputs().get(output).values())
                    .containsExactly(expected.outputs().get(output).values());
        }
        assertThat(actual.defaulted()).isEqualTo(expected.defaulted()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void scoresAsIfTheLostShardHadDefaultedEveryId(int lost) {
        RankingAnswer expected = answer(all, new LossyShards(all).defaultFrom(lost, 0), inputs());
        RankingAnswer actual = answer(all, new LossyShards(all).lose(lost, 0), inputs());

        assertSameScores(actual, expected);
        assertThat(expected.lostShards()).isEmpty();
        assertThat(actual.lostShards()).containsExactly("embedding-" + lost);
        assertThat(actual.degraded()).isTrue();
    }

    @Test
    void answersWhereAllShardsAreLost() {
        LossyShards defaulting = new LossyShards(all);
        LossyShards lossy = new LossyShards(all);
        for (int shard = 0; shard < 3; shard++) {
            defaulting.defaultFrom(shard, 0);
            lossy.lose(shard, 0);
        }

        RankingAnswer actual = answer(all, lossy, inputs());

        assertSameScores(actual, answer(all, defaulting, inputs()));
        assertThat(actual.lostShards()).containsExactly("embedding-0", "embedding-1", "embedding-2");
        assertThat(actual.defaulted())
                .extracting(DefaultedTable::table)
                .containsExactly("category", "hashed", "item", "tag", "user");
    }

    @ParameterizedTest
    @CsvSource({"0,0,true", "0,1,true", "1,2,true", "1,3,true", "2,2,true", "0,1,false", "1,1,false", "1,3,false"})
    void standsInForTheMissingPartsAlone(int lost, int afterParts, boolean userOnce) {
        RankingAnswer expected = inBatches(new LossyShards(all).defaultFrom(lost, afterParts), userOnce);
        RankingAnswer actual = inBatches(new LossyShards(all).lose(lost, afterParts), userOnce);

        assertSameScores(actual, expected);
        assertThat(actual.lostShards()).containsExactly("embedding-" + lost);
    }

    private static RankingAnswer inBatches(LossyShards shards, boolean userOnce) {
        try (TinyService service = userOnce
                ? TinyService.overInBatches(all, shards, BATCH)
                : TinyService.overWithRepeatedUsers(all, shards, BATCH)) {
            return service.answer(inputs().build());
        }
    }

    @Test
    void countsIdsOfTheUserOnceThoughTheyAreRepeatedAndPartlyLost() {
        TinyRequest request = TinyRequest.random(all.manifest(), CANDIDATES, 0, 6)
                .with("history", Bags.ofLengths(new int[] {3}, new long[] {1, 2, 3}, null));
        LossyShards shards = new LossyShards(all).lose(1, 3);
        try (TinyService service = TinyService.overWithRepeatedUsers(all, shards, BATCH)) {
            assertThat(service.answer(request.build()).defaulted()).containsExactly(new DefaultedTable("item", 3));
        }
    }

    @Test
    void standsInForAShardThatEndsBeforeItsLastPart() {
        LossyShards shards = new LossyShards(all);
        shards.manner(2, request -> shards.well(request).take(2));

        RankingAnswer actual = inBatches(shards, true);

        assertSameScores(actual, inBatches(new LossyShards(all).defaultFrom(2, 2), true));
        assertThat(actual.lostShards()).containsExactly("embedding-2");
    }

    @ParameterizedTest
    @EnumSource(names = {"OVERLOADED", "EXPIRED", "UNKNOWN_MODEL", "WRONG_SHARD", "INTERNAL"})
    void takesTheseRefusalsForALoss(LookupErrorCode code) {
        RankingAnswer actual = answer(all, new LossyShards(all).refuse(2, code), inputs());

        assertSameScores(actual, answer(all, new LossyShards(all).defaultFrom(2, 0), inputs()));
        assertThat(actual.lostShards()).containsExactly("embedding-2");
    }

    @Test
    void takesAFrameThatAShardRefusesForADefect() {
        assertThatThrownBy(() -> answer(all, new LossyShards(all).refuse(2, LookupErrorCode.BAD_FRAME), inputs()))
                .isInstanceOf(InternalException.class)
                .hasMessageStartingWith("embedding-2: ");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void refusesAnIdOutOfRangeWhetherItsShardIsThereOrNot(boolean lost) {
        LossyShards shards = lost ? new LossyShards(all).lose(1, 0) : new LossyShards(all);
        TinyRequest request = inputs().with("user_id", Bags.ofLengths(new int[] {1}, new long[] {10}, null));

        assertThatThrownBy(() -> answer(all, shards, request))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("user_id: id 10 (expected: 0 to 9, the rows of table 'user')");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void failsWhereNoTableMayBeDefaulted(int lost) {
        assertThatThrownBy(() -> answer(none, new LossyShards(none).lose(lost, 0), inputs(none)))
                .isInstanceOf(ShardUnavailableException.class)
                .hasMessage("embedding-" + lost + ": gone");
    }

    /** Shard 2 has the two tables that may be; the others have some that may not, beside them. */
    @Test
    void failsWhereAnyTableThatWasAskedForMayNotBeDefaulted() {
        for (int lost : new int[] {0, 1}) {
            assertThatThrownBy(() -> answer(some, new LossyShards(some).lose(lost, 0), inputs(some)))
                    .isInstanceOf(ShardUnavailableException.class)
                    .hasMessage("embedding-" + lost + ": gone");
        }
        assertThat(answer(some, new LossyShards(some).lose(2, 0), inputs(some)).lostShards())
                .containsExactly("embedding-2");
    }

    @Test
    void looksOnlyAtTablesOfWhichTheRequestHasIds() {
        TinyRequest request = TinyRequest.random(some.manifest(), 1, 0, 6)
                .with("hash", Bags.ofLengths(new int[] {2}, new long[] {16, 2}, new float[] {1, 1}));

        RankingAnswer answer = answer(some, new LossyShards(some).lose(0, 0), request);

        assertThat(answer.lostShards()).containsExactly("embedding-0");
        assertThat(answer.defaulted()).containsExactly(new DefaultedTable("hashed", 1));
    }

    @Test
    void failsWhereTheCallerTakesNoDegradedAnswer() {
        assertThatThrownBy(() -> answer(all, new LossyShards(all).lose(1, 0), inputs().exact()))
                .isInstanceOf(ShardUnavailableException.class)
                .hasMessage("embedding-1: gone");
    }

    @Test
    void refusesIdsOutOfRangeWhereTheCallerTakesNoDegradedAnswer() {
        TinyRequest request = TinyRequest.random(all.manifest(), 2, 0, 6)
                .with("tags", Bags.ofLengths(new int[] {2, 1}, new long[] {30, 4, -1}, new float[] {1, 1, 1}))
                .with("category", Bags.ofLengths(new int[] {1, 1}, new long[] {6, 7}, null));

        assertThat(answer(all, new LossyShards(all), request).degraded()).isTrue();
        assertThatThrownBy(() -> answer(all, new LossyShards(all), request.exact()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage(
                        "ids out of range: 1 of table 'category', 2 of table 'tag' (expected: none, since the request"
                                + " allows no degraded answer)");
    }

    @Test
    void answersExactlyWhatIsExactWhereTheCallerTakesNothingElse() {
        TinyRequest request = TinyRequest.random(all.manifest(), CANDIDATES, 0, 6)
                .with("user_id", Bags.ofLengths(new int[] {1}, new long[] {3}, null));

        assertThat(answer(all, new LossyShards(all), request.exact()).degraded())
                .isFalse();
    }

    @Test
    void waitsForASlowShardOnlyUntilTheNetsNeedTheTime() {
        AtomicBoolean cancelled = new AtomicBoolean();
        LossyShards shards = new LossyShards(some);
        shards.manner(2, request -> Flux.<LookupAnswer>never().doOnCancel(() -> cancelled.set(true)));
        try (TinyService service = TinyService.over(some, shards, 0, HASTY)) {
            RankingAnswer answer = service.answer(inputs(some).build(Duration.ofSeconds(10)));

            assertThat(answer.lostShards()).containsExactly("embedding-2");
            assertThat(cancelled).isTrue();
            assertThat(remaining(shards, 2)).isLessThanOrEqualTo(Duration.ofSeconds(1));
            assertThat(remaining(shards, 1)).isGreaterThan(Duration.ofSeconds(1));
        }
    }

    private static Duration remaining(LossyShards shards, int shard) {
        return shards.requests().stream()
                .filter(request -> request.target().shard() == shard)
                .map(LookupRequest::remaining)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void runsIntoTheDeadlineWhereASlowShardMayNotBeDefaulted() {
        LossyShards shards = new LossyShards(some).manner(1, request -> Flux.never());
        try (TinyService service = TinyService.over(some, shards, 0, HASTY)) {
            assertThatThrownBy(() -> service.answer(inputs(some).build(Duration.ofMillis(500))))
                    .isInstanceOf(DeadlineExceededException.class)
                    .hasMessageContaining("no answer yet from [embedding-1]");
        }
    }

    /** Its parts would be taken for the ones behind them, if they were taken. */
    @Test
    void takesNothingFromALostShardThatAnswersAfterAll() throws Exception {
        LossyShards shards = new LossyShards(some);
        AtomicReference<LookupRequest> asked = new AtomicReference<>();
        AtomicReference<Subscriber<? super LookupAnswer>> deaf = new AtomicReference<>();
        AtomicBoolean cancelled = new AtomicBoolean();
        Sinks.Empty<Void> others = Sinks.empty();
        shards.manner(2, request -> {
            asked.set(request);
            return Flux.from(subscriber -> {
                deaf.set(subscriber);
                subscriber.onSubscribe(new Deaf(cancelled));
            });
        });
        // It may not be defaulted, and so is waited for.
        shards.manner(1, request -> shards.well(request).delaySubscription(others.asMono()));
        try (TinyService service = TinyService.over(some, shards, 0, HASTY)) {
            CompletableFuture<RankingAnswer> answer =
                    service.rank(inputs(some).build(Duration.ofSeconds(10))).toFuture();
            // The shard is given up on another thread, a moment after its call was cancelled.
            await().atMost(PATIENCE).during(Duration.ofMillis(300)).untilTrue(cancelled);
            LookupResponse late = pooled(shards, Objects.requireNonNull(asked.get()));
            Objects.requireNonNull(deaf.get()).onNext(new LookupAnswer.Pooled(late));

            others.tryEmitEmpty().orThrow();

            assertSameScores(
                    answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS),
                    answer(some, new LossyShards(some).defaultFrom(2, 0), inputs(some)));
            assertThatThrownBy(() -> late.copyInto(0, 0, 0, FloatBuffer.allocate(0), 0, 0))
                    .isInstanceOf(InternalException.class);
        }
    }

    private static LookupResponse pooled(LossyShards shards, LookupRequest request) {
        LookupAnswer answer = Objects.requireNonNull(shards.well(request).blockFirst(PATIENCE));
        return ((LookupAnswer.Pooled) answer).response();
    }

    private record Deaf(AtomicBoolean cancelled) implements Subscription {

        @Override
        public void request(long count) {}

        @Override
        public void cancel() {
            cancelled.set(true);
        }
    }

    @Test
    @SuppressWarnings("ReferenceEquality") // The very array is meant.
    void givesBackEverythingButWhatALostShardMayStillRead() {
        ArrayPool pool = new ArrayPool(1 << 20);
        RequestMemory memory = RequestMemory.of(pool);
        long[] ids = memory.arrays().longs(64);
        Arrays.fill(ids, 3);
        TinyRequest request = inputs().with("user_id", new Bags(1, new int[] {0, 1}, ids, null))
                .in(memory);
        try (TinyService service = TinyService.over(all, new LossyShards(all).lose(1, 0))) {
            service.answer(request.build());
            memory.end();

            await().atMost(PATIENCE).until(() -> service.released() == 1);
            RequestMemory other = RequestMemory.of(pool);
            assertThat(Stream.generate(() -> other.arrays().longs(64)).limit(100))
                    .noneMatch(array -> array == ids);
        }
    }

    @Test
    void countsDegradedAnswersAndLostLookups() {
        try (TinyService service = TinyService.over(some, new LossyShards(some).lose(2, 0))) {
            service.answer(inputs(some).build());
            service.answer(inputs(some).build());

            assertThat(service.meters()
                            .get("outrank.ranking.requests")
                            .tag("outcome", "degraded")
                            .counter()
                            .count())
                    .isEqualTo(2);
            assertThat(service.meters()
                            .get("outrank.ranking.lost.lookups")
                            .tags("model", "tiny", "version", "1", "shard", "embedding-2")
                            .counter()
                            .count())
                    .isEqualTo(2);
        }
    }
}
