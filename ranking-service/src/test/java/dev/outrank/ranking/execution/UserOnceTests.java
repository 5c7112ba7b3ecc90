package dev.outrank.ranking.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import dev.outrank.bundle.bags.Bags;
import dev.outrank.ranking.fixture.FakeShards;
import dev.outrank.ranking.fixture.PartedShards;
import dev.outrank.ranking.fixture.TinyModel;
import dev.outrank.ranking.fixture.TinyRequest;
import dev.outrank.ranking.fixture.TinyService;
import dev.outrank.ranking.request.RankingAnswer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.Disposable;

/** Users that are repeated for each candidate: the same scores, at a higher price. */
class UserOnceTests {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final double RELATIVE = 5e-5;

    @TempDir
    private static Path directory;

    /** Its nets of request scope take one row at a time. */
    private static TinyModel single;

    /** Its nets of request scope take many. */
    private static TinyModel rowwise;

    @BeforeAll
    static void write() throws IOException {
        single = TinyModel.write(directory.resolve("single"));
        rowwise = TinyModel.writeRowwise(directory.resolve("rowwise"));
    }

    @ParameterizedTest
    @CsvSource({"1,0", "7,0", "270,0", "1,8", "7,8", "8,8", "9,8", "25,8"})
    void scoresAsIfTheUserWereThereOnce(int candidates, int batchSize) {
        for (TinyModel model : new TinyModel[] {single, rowwise}) {
            TinyRequest inputs = TinyRequest.random(model.manifest(), candidates, 6, candidates * 7L + batchSize);
            try (TinyService once = TinyService.singularInBatches(model, batchSize);
                    TinyService repeated = TinyService.singularWithRepeatedUsers(model, batchSize)) {
                RankingAnswer expected = once.answer(inputs.build());
                RankingAnswer actual = repeated.answer(inputs.build());

                assertThat(actual.defaulted()).isEqualTo(expected.defaulted());
                for (int output = 0; output < 2; output++) {
                    float[] scores = expected.outputs().get(output).values();
                    float[] again = actual.outputs().get(output).values();
                    assertThat(again).hasSameSizeAs(scores);
                    for (int i = 0; i < scores.length; i++) {
                        assertThat((double) again[i])
                                .isCloseTo(scores[i], within(RELATIVE * Math.max(0.1, Math.abs(scores[i]))));
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"9,0", "25,8"})
    void distributesBitForBit(int candidates, int batchSize) {
        TinyRequest inputs = TinyRequest.random(rowwise.manifest(), candidates, 6, 3);
        try (FakeShards shards = new FakeShards(rowwise);
                TinyService alone = TinyService.singularWithRepeatedUsers(rowwise, batchSize);
                TinyService together = TinyService.distributedWithRepeatedUsers(rowwise, shards, batchSize)) {
            assertThat(together.answer(inputs.build()).outputs().getFirst().values())
                    .containsExactly(
                            alone.answer(inputs.build()).outputs().getFirst().values());
        }
    }

    @Test
    void asksForTheUserOnceForEachCandidate() {
        PartedShards shards = new PartedShards(rowwise);
        try (TinyService service = TinyService.overWithRepeatedUsers(rowwise, shards, 0)) {
            Bags user = Bags.ofLengths(new int[] {1}, new long[] {3}, null);
            Disposable caller = service.rank(TinyRequest.random(rowwise.manifest(), 11, 4, 1)
                            .with("user_id", user)
                            .build())
                    .subscribe();
            await().atMost(PATIENCE).until(() -> shards.requests().size() == 3);

            Bags asked = shards.requests().stream()
                    .filter(request -> request.target().shard() == 1)
                    .map(request -> request.lookups().getFirst().bags())
                    .findFirst()
                    .orElseThrow();
            assertThat(asked.bagCount()).isEqualTo(11);
            assertThat(Arrays.stream(asked.ids(), 0, asked.idCount()))
                    .hasSize(11)
                    .containsOnly(3L);
            caller.dispose();
            await().atMost(PATIENCE).until(() -> service.released() == 1);
        }
    }
}
