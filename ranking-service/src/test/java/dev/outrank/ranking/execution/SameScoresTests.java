package dev.outrank.ranking.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.outrank.bundle.bags.Bags;
import dev.outrank.ranking.fixture.FakeShards;
import dev.outrank.ranking.fixture.TinyModel;
import dev.outrank.ranking.fixture.TinyRequest;
import dev.outrank.ranking.fixture.TinyService;
import dev.outrank.ranking.request.DefaultedTable;
import dev.outrank.ranking.request.RankingAnswer;
import dev.outrank.ranking.request.RankingRequest;
import dev.outrank.ranking.request.ScoreTensor;
import dev.outrank.testkit.reference.ReferenceModel;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Singular = an independent reference, distributed = singular bit for bit. */
class SameScoresTests {

    private static final double RELATIVE = 5e-5;

    @TempDir
    private static Path directory;

    private static TinyModel model;
    private static FakeShards shards;
    private static TinyService singular;
    private static TinyService distributed;

    @BeforeAll
    static void start() throws Exception {
        model = TinyModel.write(directory);
        shards = new FakeShards(model);
        singular = TinyService.singular(model);
        distributed = TinyService.distributed(model, shards);
    }

    @AfterAll
    static void stop() {
        singular.close();
        distributed.close();
        shards.close();
    }

    @ParameterizedTest
    @CsvSource({"1,0", "1,6", "7,1", "7,6", "64,3", "65,3", "270,0", "270,6", "3,40"})
    void agreesWithTheReferenceWhateverTheBatch(int candidates, int maxLength) {
        TinyRequest inputs = TinyRequest.random(model.manifest(), candidates, maxLength, candidates * 31L + maxLength);

        RankingAnswer answer = singular.answer(inputs.build());

        double[] expected = ReferenceModel.open(model.bundle()).score(inputs.reference());
        float[] actual = answer.outputs().getFirst().values();
        assertThat(actual).hasSize(candidates);
        for (int i = 0; i < candidates; i++) {
            assertThat((double) actual[i]).isCloseTo(expected[i], within(RELATIVE * Math.abs(expected[i])));
        }
    }

    @ParameterizedTest
    @CsvSource({"1,0", "1,6", "7,1", "7,6", "64,3", "270,0", "270,6", "3,40", "1,1"})
    void distributesBitForBit(int candidates, int maxLength) {
        RankingRequest request = TinyRequest.random(
                        model.manifest(), candidates, maxLength, candidates * 17L + maxLength)
                .build();

        RankingAnswer alone = singular.answer(request);
        RankingAnswer together = distributed.answer(request);

        assertThat(together.defaulted()).isEqualTo(alone.defaulted());
        assertThat(together.outputs()).hasSize(2);
        for (int i = 0; i < together.outputs().size(); i++) {
            ScoreTensor expected = alone.outputs().get(i);
            assertThat(together.outputs().get(i).name()).isEqualTo(expected.name());
            assertThat(together.outputs().get(i).values()).containsExactly(expected.values());
        }
    }

    @ParameterizedTest
    @CsvSource({"1,0", "1,6", "7,6", "64,3", "270,0", "270,6", "3,40"})
    void agreesBitForBitWhereRankingHoldsTablesAndPartsOfThem(int candidates, int maxLength, @TempDir Path other)
            throws Exception {
        TinyModel partly = TinyModel.writePartlyLocal(other);
        RankingRequest request = TinyRequest.random(
                        partly.manifest(), candidates, maxLength, candidates * 19L + maxLength)
                .build();
        try (FakeShards remote = new FakeShards(partly);
                TinyService alone = TinyService.singular(partly);
                TinyService together = TinyService.partlyLocal(partly, remote)) {
            RankingAnswer expected = alone.answer(request);
            RankingAnswer actual = together.answer(request);

            assertThat(remote.calls()).isEqualTo(maxLength == 0 ? 0 : 2);
            assertThat(actual.defaulted()).isEqualTo(expected.defaulted());
            for (int i = 0; i < expected.outputs().size(); i++) {
                assertThat(actual.outputs().get(i).values())
                        .containsExactly(expected.outputs().get(i).values());
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1,0", "1,6", "7,6", "8,6", "9,3", "9,0", "25,6", "70,6", "3,40"})
    void agreesInBatchesWithTheReferenceAndBitForBitWhereverTheTablesAre(int candidates, int maxLength) {
        TinyRequest inputs = TinyRequest.random(model.manifest(), candidates, maxLength, candidates * 13L + maxLength);
        try (TinyService alone = TinyService.singularInBatches(model, 8);
                TinyService together = TinyService.distributedInBatches(model, shards, 8)) {
            RankingAnswer expected = alone.answer(inputs.build());
            RankingAnswer actual = together.answer(inputs.build());

            double[] reference = ReferenceModel.open(model.bundle()).score(inputs.reference());
            float[] scores = expected.outputs().getFirst().values();
            assertThat(scores).hasSize(candidates);
            for (int i = 0; i < candidates; i++) {
                assertThat((double) scores[i]).isCloseTo(reference[i], within(RELATIVE * Math.abs(reference[i])));
            }
            for (int i = 0; i < expected.outputs().size(); i++) {
                assertThat(actual.outputs().get(i).values())
                        .containsExactly(expected.outputs().get(i).values());
            }
        }
    }

    @Test
    void repeatsItselfWhenAWorkspaceIsUsedAgain() {
        RankingRequest large = TinyRequest.random(model.manifest(), 100, 5, 1).build();
        RankingRequest small = TinyRequest.random(model.manifest(), 3, 0, 2).build();
        float[] before = scores(singular, small);

        scores(singular, large);

        assertThat(scores(singular, small)).containsExactly(before);
    }

    @Test
    void saysWhichTablesWereDefaulted() {
        TinyRequest inputs = TinyRequest.random(model.manifest(), 2, 0, 5)
                .with("tags", Bags.ofLengths(new int[] {2, 1}, new long[] {30, 4, -1}, new float[] {1, 1, 1}))
                .with("category", Bags.ofLengths(new int[] {1, 1}, new long[] {6, 7}, null));

        for (TinyService service : List.of(singular, distributed)) {
            RankingAnswer answer = service.answer(inputs.build());

            assertThat(answer.defaulted())
                    .containsExactly(new DefaultedTable("category", 1), new DefaultedTable("tag", 2));
            assertThat(answer.degraded()).isTrue();
        }
    }

    @Test
    void asksEachShardOnceAndNoShardInVain() {
        int before = shards.calls();
        distributed.answer(TinyRequest.random(model.manifest(), 50, 6, 9).build());
        assertThat(shards.calls() - before).isEqualTo(3);

        TinyRequest onlyUsers = TinyRequest.random(model.manifest(), 5, 0, 9)
                .with("user_id", Bags.ofLengths(new int[] {1}, new long[] {3}, null));
        int others = shards.shard(0).calls() + shards.shard(2).calls();
        int users = shards.shard(1).calls();
        distributed.answer(onlyUsers.build());

        assertThat(shards.shard(1).calls()).isEqualTo(users + 1);
        assertThat(shards.shard(0).calls() + shards.shard(2).calls()).isEqualTo(others);
    }

    @Test
    void answersNothingToNoCandidates() {
        int before = shards.calls();

        RankingAnswer answer =
                distributed.answer(TinyRequest.random(model.manifest(), 0, 3, 1).build());

        assertThat(answer.candidates()).isZero();
        assertThat(answer.outputs()).extracting(ScoreTensor::rows).containsExactly(0, 0);
        assertThat(answer.outputs()).extracting(ScoreTensor::width).containsExactly(1, 2);
        assertThat(shards.calls()).isEqualTo(before);
    }

    private static float[] scores(TinyService service, RankingRequest request) {
        return service.answer(request).outputs().getFirst().values();
    }
}
