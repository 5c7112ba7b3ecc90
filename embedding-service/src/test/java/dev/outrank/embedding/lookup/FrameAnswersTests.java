package dev.outrank.embedding.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrank.bundle.bags.Bags;
import dev.outrank.bundle.manifest.IdPolicy;
import dev.outrank.bundle.manifest.Pooling;
import dev.outrank.embedding.PackedModel;
import dev.outrank.embedding.shard.ShardCatalog;
import dev.outrank.embedding.shard.ShardCatalogs;
import dev.outrank.embedding.shard.ShardGeneration;
import dev.outrank.lookup.LookupAnswer;
import dev.outrank.lookup.LookupError;
import dev.outrank.lookup.LookupErrorCode;
import dev.outrank.lookup.LookupFrames;
import dev.outrank.lookup.LookupRequest;
import dev.outrank.lookup.ShardKey;
import dev.outrank.lookup.TableLookup;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What callers are told. */
final class FrameAnswersTests {

    private final FrameAnswers answers =
            new FrameAnswers(1 << 20, UnpooledByteBufAllocator.DEFAULT, new LookupMeters(new SimpleMeterRegistry()));
    private PackedModel clicks;

    @BeforeEach
    void pack(@TempDir Path directory) {
        clicks = PackedModel.pack(directory, "clicks", 1);
    }

    @Test
    void keepsItsOwnFailuresInTheLog() {
        ShardGeneration unmapped;
        try (ShardCatalog catalog = ShardCatalogs.serving(clicks, "1");
                ShardGeneration leased = catalog.lease()) {
            unmapped = leased;
        }

        // A use after close, whose exception names the rows file.
        assertThat(refused("1", unmapped))
                .isEqualTo(LookupError.of(LookupErrorCode.INTERNAL, "shard 0 failed; see its log"));
    }

    @Test
    void namesAVersionThatItHasNot() {
        try (ShardCatalog catalog = ShardCatalogs.serving(clicks, "1");
                ShardGeneration leased = catalog.lease()) {
            assertThat(refused("7", leased))
                    .isEqualTo(LookupError.of(
                            LookupErrorCode.UNKNOWN_MODEL,
                            "version: clicks@7 (expected: a version that shard 0 has loaded)"));
        }
    }

    private LookupError refused(String version, ShardGeneration shards) {
        ShardKey key = new ShardKey("clicks", version, 0, clicks.fingerprint(0));
        TableLookup users = new TableLookup(
                PackedModel.USERS, Pooling.SUM, IdPolicy.FAIL, Bags.ofLengths(new int[] {1}, new long[] {4}, null));
        ByteBuf request = LookupFrames.encodeRequest(
                new LookupRequest(key, Duration.ofSeconds(30), List.of(users)), 5, UnpooledByteBufAllocator.DEFAULT);
        JoinedParts parts = new JoinedParts(new PendingAnswer());
        answers.answer(request, shards, System.nanoTime(), parts);
        ByteBuf answer = parts.join().frame();
        try {
            return switch (LookupFrames.decodeAnswer(answer.retain())) {
                case LookupAnswer.Refused(LookupError error) -> error;
                case LookupAnswer.Pooled _ -> throw new AssertionError("pooled");
            };
        } finally {
            answer.release();
            request.release();
        }
    }
}
