package dev.outrank.ranking.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.outrank.ranking.fixture.PartedShards;
import dev.outrank.ranking.fixture.TinyModel;
import dev.outrank.ranking.fixture.TinyRequest;
import dev.outrank.ranking.fixture.TinyService;
import dev.outrank.ranking.request.RankingAnswer;
import dev.outrank.ranking.request.RankingRequest;
import dev.outrank.ranking.request.Stage;
import dev.outrank.ranking.request.StageTimings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StagesTests {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int CANDIDATES = 7;
    private static final int ROUNDS = 21;

    @TempDir
    private Path directory;

    private TinyModel model;

    @BeforeEach
    void write() throws Exception {
        model = TinyModel.write(directory);
    }

    /** Returns an answer whose shards have sent their parts, in their order, once nothing else was to be done. */
    private RankingAnswer answer(TinyService service, PartedShards shards, RankingRequest request) throws Exception {
        CompletableFuture<RankingAnswer> answer = service.rank(request).toFuture();
        await().atMost(PATIENCE).until(() -> request.clock().timings().has(Stage.DENSE_BOTTOM));
        int parts = shards.requests().getFirst().partCount();
        for (int part = 0; part < parts; part++) {
            shards.send(part);
        }
        return answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    @Test
    void recordsEveryStageOfItsOwnAndThoseOfTheSlowestShard() throws Exception {
        PartedShards shards = new PartedShards(model);
        try (TinyService service = TinyService.over(model, shards)) {
            RankingRequest request =
                    TinyRequest.random(model.manifest(), CANDIDATES, 6, 4).build();
            RankingAnswer answer = answer(service, shards, request);

            List<Stage> recorded =
                    Arrays.stream(Stage.values()).filter(answer.timings()::has).toList();
            assertThat(recorded)
                    .containsExactly(
                            Stage.QUEUE,
                            Stage.SCATTER,
                            Stage.NETWORK,
                            Stage.SHARD_QUEUE,
                            Stage.SHARD_DECODE,
                            Stage.SHARD_POOL,
                            Stage.SHARD_ENCODE,
                            Stage.GATHER,
                            Stage.DENSE_BOTTOM,
                            Stage.DENSE_TOP);
            assertThat(answer.timings().nanos(Stage.NETWORK)).isPositive();
            assertThat(answer.slowestShard()).isEqualTo("embedding-2");
            assertThat(service.meters()
                            .get("outrank.ranking.stage")
                            .tag("stage", "dense.top")
                            .timer()
                            .count())
                    .isEqualTo(1);
            assertThat(service.meters()
                            .get("outrank.ranking.shard.last")
                            .tag("shard", "embedding-2")
                            .counter()
                            .count())
                    .isEqualTo(1);
        }
    }

    /** Nothing lies between two stages, whichever thread goes on with the request. */
    @ParameterizedTest
    @ValueSource(ints = {0, 2})
    void givesEveryMomentOfARequestToAStage(int batchSize) throws Exception {
        List<Double> shares = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            shares.add(shareInStages(batchSize));
        }
        shares.sort(Comparator.naturalOrder());
        // Of most requests: what lies around one may have waited for a processor.
        assertThat(shares.get(ROUNDS / 2)).isBetween(0.95, 1.0);
    }

    /** Returns the sum of all stages over the time that was measured around the request. */
    private double shareInStages(int batchSize) throws Exception {
        PartedShards shards = new PartedShards(model);
        try (TinyService service = TinyService.overInBatches(model, shards, batchSize)) {
            RankingRequest request =
                    TinyRequest.random(model.manifest(), CANDIDATES, 6, 4).build();
            long begun = System.nanoTime();
            request.clock().restart();
            RankingAnswer answer = answer(service, shards, request);
            request.clock().lap(Stage.ENCODE);
            long ended = System.nanoTime();
            StageTimings timings = request.clock().timings();

            assertThat(answer.timings().sumNanos()).isEqualTo(timings.sumNanos() - timings.nanos(Stage.ENCODE));
            return (double) timings.sumNanos() / (ended - begun);
        }
    }

    @Test
    void tellsWhatNetsRunFor() {
        try (TinyService service = TinyService.singularInBatches(model, 4)) {
            service.answer(
                    TinyRequest.random(model.manifest(), CANDIDATES, 6, 4).build());

            assertThat(service.meters()
                            .get("outrank.ranking.dense.batch")
                            .summary()
                            .count())
                    .isEqualTo(2);
            assertThat(service.meters()
                            .get("outrank.ranking.dense.batch")
                            .summary()
                            .totalAmount())
                    .isEqualTo(CANDIDATES);
            assertThat(service.meters().get("outrank.ranking.dense.run").timers())
                    .extracting(timer -> timer.getId().getTag("net"))
                    .containsExactlyInAnyOrderElementsOf(model.manifest().nets().stream()
                            .map(net -> net.name())
                            .toList());
        }
    }

    @Test
    void writesAServerTimingHeaderThatEndsWithTheTotal() {
        StageTimings timings =
                StageTimings.none().with(Stage.SHARD_POOL, 1_020_000).with(Stage.DECODE, 214_000);

        assertThat(timings.serverTiming(1_234_000))
                .isEqualTo("decode;dur=0.214, shard.pool;dur=1.020, total;dur=1.234");
        assertThat(timings.sumNanos()).isEqualTo(1_234_000);
        assertThat(StageTimings.none().serverTiming(4_900)).isEqualTo("total;dur=0.005");
    }
}
