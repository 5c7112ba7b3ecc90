package dev.outrank.ranking.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrank.lookup.ShardTimings;
import dev.outrank.ranking.fixture.FakeShards;
import dev.outrank.ranking.fixture.LossyShards;
import dev.outrank.ranking.fixture.TinyModel;
import dev.outrank.ranking.fixture.TinyRequest;
import dev.outrank.ranking.fixture.TinyService;
import dev.outrank.ranking.request.RankingAnswer;
import dev.outrank.ranking.request.RankingRequest;
import dev.outrank.ranking.request.ShardUse;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever asks is told what was asked of each shard, and what that took. */
class ExplanationTests {

    private static final int CANDIDATES = 7;

    @TempDir
    private Path directory;

    private static RankingRequest explained(TinyModel model) {
        return TinyRequest.random(model.manifest(), CANDIDATES, 6, 4)
                .explained()
                .build();
    }

    @Test
    void saysWhoWasAskedForHowMuch() throws Exception {
        TinyModel model = TinyModel.write(directory);
        try (FakeShards shards = new FakeShards(model);
                TinyService service = TinyService.distributed(model, shards)) {
            RankingAnswer answer = service.answer(explained(model));

            assertThat(answer.shards())
                    .extracting(ShardUse::shard)
                    .containsExactly("embedding-0", "embedding-1", "embedding-2");
            for (int shard = 0; shard < 3; shard++) {
                ShardUse use = answer.shards().get(shard);
                assertThat(use.replica())
                        .isEqualTo("127.0.0.1:" + shards.shard(shard).port());
                assertThat(use.own())
                        .isEqualTo(new ShardTimings(1, 2, 3, use.own().encodeNanos()));
                assertThat(use.networkNanos())
                        .isEqualTo(use.outstandingNanos() - use.own().totalNanos())
                        .isPositive();
                assertThat(use.parts()).isEqualTo(1);
                assertThat((double) use.sentBytes()).isEqualTo(bytes(service, "sent", use.shard()));
                assertThat((double) use.receivedBytes()).isEqualTo(bytes(service, "received", use.shard()));
                assertThat(use.lookups()).isPositive();
                assertThat(use.bags()).isPositive();
                assertThat(use.ids()).isPositive();
                assertThat(use.last()).isEqualTo(use.shard().equals(answer.slowestShard()));
            }
            assertThat(answer.shards()).filteredOn(ShardUse::last).hasSize(1);
        }
    }

    private static double bytes(TinyService service, String direction, String shard) {
        return service.meters()
                .get("outrank.ranking.lookup." + direction)
                .tag("shard", shard)
                .counter()
                .count();
    }

    @Test
    void countsAllPartsOfAnAnswer() throws Exception {
        TinyModel model = TinyModel.write(directory);
        try (FakeShards shards = new FakeShards(model);
                TinyService service = TinyService.distributedInBatches(model, shards, 4)) {
            RankingAnswer answer = service.answer(explained(model));

            assertThat(answer.shards()).hasSize(3).allSatisfy(use -> {
                assertThat(use.parts()).isEqualTo(2);
                assertThat(use.own())
                        .isEqualTo(new ShardTimings(2, 4, 6, use.own().encodeNanos()));
                assertThat((double) use.receivedBytes()).isEqualTo(bytes(service, "received", use.shard()));
            });
        }
    }

    @Test
    void sendsNothingToTablesOfThisProcess() throws Exception {
        TinyModel model = TinyModel.write(directory);
        try (TinyService service = TinyService.singular(model)) {
            RankingAnswer answer = service.answer(explained(model));

            assertThat(answer.shards()).hasSize(3).allSatisfy(use -> {
                assertThat(use.replica()).isNull();
                assertThat(use.sentBytes()).isZero();
                assertThat(use.receivedBytes()).isZero();
                assertThat(use.own().poolNanos()).isPositive();
                assertThat(use.ids()).isPositive();
            });
            assertThat(answer.slowestShard()).isNotNull();
        }
    }

    @Test
    void countsTheIdsThatDefaultRowsStandInFor() throws Exception {
        TinyModel model = TinyModel.writeDefaulting(directory, "user", "item", "tag", "hashed", "category");
        try (TinyService service = TinyService.over(model, new LossyShards(model).lose(1, 0))) {
            RankingAnswer answer = service.answer(explained(model));

            ShardUse lost = answer.shards().get(1);
            assertThat(answer.lostShards()).containsExactly(lost.shard());
            assertThat(lost.replica()).isNull();
            assertThat(lost.defaultedIds()).isEqualTo(lost.ids()).isPositive();
            assertThat(lost.parts()).isEqualTo(1);
        }
    }

    @Test
    void saysNothingToThoseWhoDoNotAsk() throws Exception {
        TinyModel model = TinyModel.write(directory);
        try (TinyService service = TinyService.singular(model)) {
            RankingAnswer answer = service.answer(
                    TinyRequest.random(model.manifest(), CANDIDATES, 6, 4).build());

            assertThat(answer.shards()).isEmpty();
            assertThat(answer.slowestShard()).startsWith("embedding-");
        }
    }
}
