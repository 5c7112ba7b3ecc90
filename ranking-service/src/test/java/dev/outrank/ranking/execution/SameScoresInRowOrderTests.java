package dev.outrank.ranking.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.outrank.bundle.bags.Bags;
import dev.outrank.ranking.fixture.FakeShards;
import dev.outrank.ranking.fixture.TinyModel;
import dev.outrank.ranking.fixture.TinyRequest;
import dev.outrank.ranking.fixture.TinyService;
import dev.outrank.ranking.request.DefaultedTable;
import dev.outrank.ranking.request.InvalidInputException;
import dev.outrank.ranking.request.RankingAnswer;
import dev.outrank.ranking.request.ScoreTensor;
import dev.outrank.testkit.reference.ReferenceModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tables whose hot rows come first, cut right behind them: distributed = singular, and both = the order of ids where no table is cut. */
class SameScoresInRowOrderTests {

    private static final double RELATIVE = 5e-5;

    /** As many hot rows as the first ranges of the plan have; all rows of a table, and few of one that stays whole. */
    private static final Map<String, long[]> HOT_IDS = Map.of(
            "item", shuffled(100, 40),
            "tag", shuffled(30, 12),
            "hashed", shuffled(17, 9),
            "user", shuffled(10, 10),
            "category", new long[] {5, 1});

    @TempDir
    private static Path directory;

    private static TinyModel ordered;
    private static TinyModel plain;
    private static TinyModel orderedUnsplit;
    private static FakeShards shards;
    private static TinyService singular;
    private static TinyService distributed;

    private static long[] shuffled(int rows, int count) {
        long[] ids = LongStream.range(0, rows).toArray();
        Random random = new Random(rows);
        for (int i = 0; i < count; i++) {
            int other = i + random.nextInt(rows - i);
            long id = ids[i];
            ids[i] = ids[other];
            ids[other] = id;
        }
        return LongStream.of(ids).limit(count).toArray();
    }

    @BeforeAll
    static void start() throws IOException {
        ordered = TinyModel.writeOrdered(directory.resolve("ordered"), HOT_IDS);
        plain = TinyModel.writeUnsplit(directory.resolve("plain"), Map.of());
        orderedUnsplit = TinyModel.writeUnsplit(directory.resolve("unsplit"), HOT_IDS);
        shards = new FakeShards(ordered);
        singular = TinyService.singular(ordered);
        distributed = TinyService.distributed(ordered, shards);
    }

    @AfterAll
    static void stop() {
        singular.close();
        distributed.close();
        shards.close();
    }

    private static TinyRequest request(TinyModel model, int candidates, int maxLength) {
        return TinyRequest.random(model.manifest(), candidates, maxLength, candidates * 17L + maxLength);
    }

    private static void assertSameBits(RankingAnswer actual, RankingAnswer expected) {
        assertThat(actual.defaulted()).isEqualTo(expected.defaulted());
        assertThat(actual.outputs()).hasSize(2);
        for (int i = 0; i < actual.outputs().size(); i++) {
            ScoreTensor tensor = expected.outputs().get(i);
            assertThat(actual.outputs().get(i).values()).containsExactly(tensor.values());
        }
    }

    @ParameterizedTest
    @CsvSource({"1,0", "1,6", "7,1", "7,6", "64,3", "270,6", "3,40"})
    void distributesBitForBit(int candidates, int maxLength) {
        TinyRequest request = request(ordered, candidates, maxLength);

        RankingAnswer together = distributed.answer(request.build());

        assertSameBits(together, singular.answer(request.build()));
        double[] expected = ReferenceModel.open(ordered.bundle()).score(request.reference());
        for (int i = 0; i < candidates; i++) {
            assertThat((double) together.outputs().getFirst().values()[i])
                    .isCloseTo(expected[i], within(RELATIVE * Math.abs(expected[i])));
        }
    }

    @ParameterizedTest
    @CsvSource({"1,6", "7,1", "64,3", "270,6", "3,40"})
    void givesTheBitsOfTheOrderOfIdsWhereNoTableIsSplit(int candidates, int maxLength) {
        try (TinyService byId = TinyService.singular(plain);
                TinyService inOrder = TinyService.singular(orderedUnsplit)) {
            assertSameBits(
                    inOrder.answer(
                            request(orderedUnsplit, candidates, maxLength).build()),
                    byId.answer(request(plain, candidates, maxLength).build()));
        }
    }

    @Test
    void appliesPoliciesToIdsAsBefore() {
        TinyRequest inputs = TinyRequest.random(ordered.manifest(), 2, 0, 5)
                .with("tags", Bags.ofLengths(new int[] {2, 1}, new long[] {30, 4, -1}, new float[] {1, 1, 1}))
                .with("hash", Bags.ofLengths(new int[] {2, 1}, new long[] {17 * 5 + 3, -14, 3}, new float[] {1, 2, 3}));
        TinyRequest reduced = TinyRequest.random(ordered.manifest(), 2, 0, 5)
                .with("tags", Bags.ofLengths(new int[] {2, 1}, new long[] {30, 4, -1}, new float[] {1, 1, 1}))
                .with("hash", Bags.ofLengths(new int[] {2, 1}, new long[] {3, 3, 3}, new float[] {1, 2, 3}));
        TinyRequest outside = TinyRequest.random(ordered.manifest(), 1, 0, 5)
                .with("item_id", Bags.ofLengths(new int[] {1}, new long[] {100}, null));

        for (TinyService service : List.of(singular, distributed)) {
            RankingAnswer answer = service.answer(inputs.build());
            assertThat(answer.defaulted()).containsExactly(new DefaultedTable("tag", 2));
            assertSameBits(answer, service.answer(reduced.build()));
            assertThatExceptionOfType(InvalidInputException.class)
                    .isThrownBy(() -> service.answer(outside.build()))
                    .withMessage("item_id: id 100 (expected: 0 to 99, the rows of table 'item')");
        }
    }

    @Test
    void asksOnlyTheShardOfTheHotRowsForHotIds() {
        long[] hot = LongStream.of(HOT_IDS.get("item")).limit(6).toArray();
        TinyRequest onlyHot = TinyRequest.random(ordered.manifest(), 1, 0, 9)
                .with("history", Bags.ofLengths(new int[] {6}, hot, null));
        int hotCalls = shards.shard(1).calls();
        int otherCalls = shards.shard(0).calls() + shards.shard(2).calls();

        distributed.answer(onlyHot.build());

        assertThat(shards.shard(1).calls()).isEqualTo(hotCalls + 1);
        assertThat(shards.shard(0).calls() + shards.shard(2).calls()).isEqualTo(otherCalls);
    }
}
