package dev.outrank.ranking.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrank.ranking.fixture.FakeShards;
import dev.outrank.ranking.fixture.TinyModel;
import dev.outrank.ranking.fixture.TinyRequest;
import dev.outrank.ranking.fixture.TinyService;
import dev.outrank.ranking.request.RankingAnswer;
import dev.outrank.ranking.request.Stage;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StagesTests {

    @TempDir
    private Path directory;

    @Test
    void recordsEveryStageOfItsOwnAndThoseOfTheSlowestShard() throws Exception {
        TinyModel model = TinyModel.write(directory);
        try (FakeShards shards = new FakeShards(model);
                TinyService service = TinyService.distributed(model, shards)) {
            RankingAnswer answer =
                    service.answer(TinyRequest.random(model.manifest(), 7, 6, 4).build());

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
            assertThat(answer.timings().nanos(Stage.SHARD_POOL)).isEqualTo(3);
            assertThat(service.meters()
                            .get("outrank.ranking.stage")
                            .tag("stage", "dense.top")
                            .timer()
                            .count())
                    .isEqualTo(1);
        }
    }

    @Test
    void writesAServerTimingHeader() {
        assertThat(dev.outrank.ranking.request.StageTimings.none()
                        .with(Stage.SHARD_POOL, 1_020_000)
                        .with(Stage.DECODE, 214_000)
                        .serverTiming())
                .isEqualTo("decode;dur=0.214, shard.pool;dur=1.020");
    }
}
