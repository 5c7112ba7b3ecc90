package dev.outrank.ranking.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.outrank.bundle.bags.Bags;
import dev.outrank.bundle.failure.InternalException;
import dev.outrank.lookup.LookupAnswer;
import dev.outrank.lookup.LookupError;
import dev.outrank.lookup.LookupErrorCode;
import dev.outrank.lookup.LookupRequest;
import dev.outrank.lookup.LookupResponse;
import dev.outrank.ranking.fixture.PartedShards;
import dev.outrank.ranking.fixture.TinyModel;
import dev.outrank.ranking.fixture.TinyRequest;
import dev.outrank.ranking.fixture.TinyService;
import dev.outrank.ranking.memory.ArrayPool;
import dev.outrank.ranking.memory.RequestMemory;
import dev.outrank.ranking.request.DeadlineExceededException;
import dev.outrank.ranking.request.RankingAnswer;
import dev.outrank.ranking.request.ShardUnavailableException;
import dev.outrank.ranking.request.Stage;
import dev.outrank.ranking.request.StageTimings;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Slices run as their parts come, each once, and give back what they hold wherever a request ends. */
class SlicePipelineTests {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int BATCH = 4;

    /** Three full slices, and one of a single candidate. */
    private static final int CANDIDATES = 3 * BATCH + 1;

    private static final int PARTS = 4;

    /** What happens while lookups are on their way. */
    private static final Set<Stage> NOT_ON_THE_WAY = EnumSet.of(Stage.SCATTER, Stage.DENSE_BOTTOM);

    @TempDir
    private static Path directory;

    private static TinyModel model;

    private final ArrayPool pool = new ArrayPool(1 << 20);
    private final RequestMemory memory = RequestMemory.of(pool);
    private final long[] ids = memory.arrays().longs(64);

    private PartedShards shards;
    private TinyService service;

    @BeforeAll
    static void write() throws Exception {
        model = TinyModel.write(directory);
    }

    @BeforeEach
    void start() {
        shards = new PartedShards(model);
        service = TinyService.overInBatches(model, shards, BATCH);
    }

    @AfterEach
    void stop() {
        service.close();
    }

    /** Returns inputs of one user, whose id is in an array of the pool. */
    private TinyRequest inputs() {
        Arrays.fill(ids, 3);
        return TinyRequest.random(model.manifest(), CANDIDATES, 5, 6)
                .with("user_id", new Bags(1, new int[] {0, 1}, ids, null))
                .in(memory);
    }

    private CompletableFuture<RankingAnswer> asked() {
        return asked(Duration.ofSeconds(30));
    }

    private CompletableFuture<RankingAnswer> asked(Duration time) {
        CompletableFuture<RankingAnswer> answer =
                service.rank(inputs().build(time)).toFuture();
        await().atMost(PATIENCE).until(() -> shards.requests().size() == 3);
        return answer;
    }

    private RankingAnswer scores(CompletableFuture<RankingAnswer> answer) throws Exception {
        return answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    @SuppressWarnings("ReferenceEquality") // The very array is meant.
    private boolean isBack() {
        RequestMemory other = RequestMemory.of(pool);
        return Stream.generate(() -> other.arrays().longs(64)).limit(100).anyMatch(array -> array == ids);
    }

    private static boolean isReleased(LookupResponse response) {
        try {
            response.copyInto(0, 0, 0, FloatBuffer.allocate(0), 0, 0);
            return false;
        } catch (InternalException e) {
            return true;
        }
    }

    private void awaitReleased(int part) {
        await().atMost(PATIENCE)
                .until(() -> Stream.of(0, 1, 2).allMatch(shard -> isReleased(shards.part(shard, part))));
    }

    @Test
    void asksOnceForAPartASlice() {
        CompletableFuture<RankingAnswer> answer = asked();

        assertThat(shards.requests()).hasSize(3);
        assertThat(shards.requests()).extracting(LookupRequest::partBags).containsOnly(BATCH);
        assertThat(answer).isNotDone();
    }

    @Test
    void takesEachSliceAsSoonAsEveryShardHasAnsweredForIt() throws Exception {
        CompletableFuture<RankingAnswer> answer = asked();

        for (int part = 0; part < PARTS - 1; part++) {
            shards.send(2, part);
            shards.send(0, part);
            assertThat(isReleased(shards.part(0, part))).isFalse();
            shards.send(1, part);
            awaitReleased(part);
            assertThat(answer).isNotDone();
        }
        shards.send(PARTS - 1);

        try (TinyService alone = TinyService.singularInBatches(model, BATCH)) {
            RankingAnswer expected = alone.answer(inputs().build());
            for (int output = 0; output < 2; output++) {
                assertThat(scores(answer).outputs().get(output).values())
                        .containsExactly(expected.outputs().get(output).values());
            }
            assertThat(scores(answer).defaulted())
                    .isEqualTo(expected.defaulted())
                    .isNotEmpty();
        }
        memory.end();
        await().atMost(PATIENCE).until(this::isBack);
    }

    @Test
    void takesSlicesInOrderThoughOneShardIsFarAhead() throws Exception {
        CompletableFuture<RankingAnswer> answer = asked();
        for (int part = 0; part < PARTS; part++) {
            shards.send(0, part);
            shards.send(2, part);
        }
        assertThat(isReleased(shards.part(0, 0))).isFalse();

        for (int part = 0; part < PARTS; part++) {
            shards.send(1, part);
        }

        try (TinyService alone = TinyService.singularInBatches(model, BATCH)) {
            assertThat(scores(answer).outputs().getFirst().values())
                    .containsExactly(
                            alone.answer(inputs().build()).outputs().getFirst().values());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3})
    void givesEverythingBackWhereTheCallerLeavesBetweenParts(int sent) {
        CompletableFuture<RankingAnswer> answer = asked();
        for (int part = 0; part < sent; part++) {
            shards.send(part);
        }
        shards.send(1, sent);

        answer.cancel(true);
        memory.end();

        await().atMost(PATIENCE).until(() -> service.released() == 1);
        for (int part = 0; part < sent; part++) {
            awaitReleased(part);
        }
        await().atMost(PATIENCE).until(() -> isReleased(shards.part(1, sent)) || sent == PARTS - 1);
        assertThat(isBack()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3})
    void namesTheShardsWhoseLastPartsAreMissingAtTheDeadline(int sent) {
        CompletableFuture<RankingAnswer> answer = asked(Duration.ofMillis(400));
        for (int part = 0; part < sent; part++) {
            shards.send(part);
        }
        for (int part = sent; part < PARTS; part++) {
            shards.send(0, part);
        }

        assertThatThrownBy(() -> scores(answer))
                .hasCauseInstanceOf(DeadlineExceededException.class)
                .hasMessageContaining("no answer yet from [embedding-1, embedding-2]");
        memory.end();
        await().atMost(PATIENCE).until(() -> service.released() == 1);
        assertThat(isBack()).isFalse();
    }

    @Test
    void failsWithWhatAShardSaysInALaterPart() {
        CompletableFuture<RankingAnswer> answer = asked();
        shards.send(0);
        shards.say(2, new LookupAnswer.Refused(LookupError.of(LookupErrorCode.UNKNOWN_MODEL, "no such version")));

        assertThatThrownBy(() -> scores(answer))
                .hasCauseInstanceOf(ShardUnavailableException.class)
                .hasMessageContaining("embedding-2: no such version");
        await().atMost(PATIENCE).until(() -> service.released() == 1);
    }

    @Test
    void blamesAShardThatEndsBeforeItsLastPart() {
        CompletableFuture<RankingAnswer> answer = asked();
        shards.send(0);
        shards.end(2);
        for (int part = 1; part < PARTS; part++) {
            shards.send(0, part);
            shards.send(1, part);
        }

        assertThatThrownBy(() -> scores(answer))
                .hasCauseInstanceOf(ShardUnavailableException.class)
                .hasMessageContaining("[embedding-2]: an answer without its last parts");
        await().atMost(PATIENCE).until(() -> service.released() == 1);
    }

    @Test
    void blamesAShardThatAnswersInAnotherNumberOfParts() {
        CompletableFuture<RankingAnswer> answer = asked();
        shards.say(2, new LookupAnswer.Pooled(shards.part(2, PARTS - 1)));

        assertThatThrownBy(() -> scores(answer))
                .hasCauseInstanceOf(ShardUnavailableException.class)
                .hasMessageContaining("embedding-2: another number of parts (expected: 4, as was asked for)");
        assertThat(isReleased(shards.part(2, PARTS - 1))).isTrue();
    }

    @Test
    void blamesAShardForAPartOfAnotherShape() {
        CompletableFuture<RankingAnswer> answer = asked();
        shards.send(0);
        shards.send(1);
        shards.send(0, 2);
        shards.send(2, 2);
        // It has as many candidates, but the user once more.
        shards.say(1, new LookupAnswer.Pooled(shards.part(1, 0)));

        assertThatThrownBy(() -> scores(answer))
                .hasCauseInstanceOf(ShardUnavailableException.class)
                .hasMessageContaining("embedding-1: shape [1, ");
    }

    @Test
    void countsNoTimeTwice() throws Exception {
        long started = System.nanoTime();
        CompletableFuture<RankingAnswer> answer = asked();
        for (int part = 0; part < PARTS; part++) {
            shards.send(part);
        }
        StageTimings timings = scores(answer).timings();
        long elapsed = System.nanoTime() - started;

        long onTheWay = Arrays.stream(Stage.values())
                .filter(stage -> !NOT_ON_THE_WAY.contains(stage))
                .mapToLong(timings::nanos)
                .sum();
        assertThat(onTheWay).isPositive().isLessThanOrEqualTo(elapsed);
        assertThat(timings.has(Stage.GATHER)).isTrue();
        assertThat(timings.has(Stage.DENSE_TOP)).isTrue();
    }
}
