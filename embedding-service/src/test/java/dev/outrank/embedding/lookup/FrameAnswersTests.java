package dev.outrank.embedding.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrank.bundle.bags.Bags;
import dev.outrank.bundle.manifest.IdPolicy;
import dev.outrank.bundle.manifest.Pooling;
import dev.outrank.bundle.plan.VectorType;
import dev.outrank.embedding.PackedModel;
import dev.outrank.embedding.load.TableLoads;
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
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What callers are told. */
final class FrameAnswersTests {

    private final FrameAnswers answers = new FrameAnswers(
            1 << 20,
            UnpooledByteBufAllocator.DEFAULT,
            new LookupMeters(new SimpleMeterRegistry(), new TableLoads(new SimpleMeterRegistry(), 20)));
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

    @Test
    void doesNotEvenCheckAFrameWhoseTimeIsOver() {
        try (ShardCatalog catalog = ShardCatalogs.serving(clicks, "1");
                ShardGeneration leased = catalog.lease()) {
            ByteBuf damaged = frame(request(Duration.ofNanos(1)));
            damaged.setByte(damaged.writerIndex() - 1, 77);

            assertThat(refused(damaged, leased).code()).isEqualTo(LookupErrorCode.EXPIRED);
        }
    }

    @Test
    void stopsBetweenTwoPartsWhenTheTimeIsOver() {
        Duration time = Duration.ofSeconds(1);
        long arrivedNanos = System.nanoTime();
        Told told = new Told(() -> {
            while (System.nanoTime() - arrivedNanos <= time.toNanos()) {
                Thread.onSpinWait();
            }
        });

        answer(request(time), arrivedNanos, told);

        assertThat(told.errors).containsExactly(null, LookupErrorCode.EXPIRED);
        assertThat(told.lasts).containsExactly(false, true);
    }

    @Test
    void stopsBetweenTwoPartsWhenNobodyWaits() {
        Told told = new Told(() -> {});
        told.wanted = 1;

        answer(request(Duration.ofSeconds(30)), System.nanoTime(), told);

        assertThat(told.lasts).containsExactly(false);
    }

    /** Wants as many parts as a test says, and does something after each. */
    private static final class Told implements AnswerParts {
        private final Runnable afterEach;
        private final List<@Nullable LookupErrorCode> errors = new ArrayList<>();
        private final List<Boolean> lasts = new ArrayList<>();
        private int wanted = Integer.MAX_VALUE;

        Told(Runnable afterEach) {
            this.afterEach = afterEach;
        }

        @Override
        public boolean isWanted() {
            return lasts.size() < wanted;
        }

        @Override
        public void accept(Answer part, boolean last) {
            part.frame().release();
            errors.add(part.error());
            lasts.add(last);
            afterEach.run();
        }
    }

    private void answer(LookupRequest request, long arrivedNanos, AnswerParts parts) {
        ByteBuf frame = frame(request);
        try (ShardCatalog catalog = ShardCatalogs.serving(clicks, "1");
                ShardGeneration leased = catalog.lease()) {
            answers.answer(frame, leased, arrivedNanos, parts);
        } finally {
            frame.release();
        }
    }

    /** Returns a request for three parts. */
    private LookupRequest request(Duration remaining) {
        ShardKey key = new ShardKey("clicks", "1", 0, clicks.fingerprint(0));
        Bags bags = Bags.ofLengths(new int[] {1, 1, 1}, new long[] {4, 2, 3}, null);
        TableLookup users = new TableLookup(PackedModel.USERS, Pooling.SUM, IdPolicy.FAIL, bags);
        return new LookupRequest(key, remaining, List.of(users), VectorType.FLOAT32, 1);
    }

    private static ByteBuf frame(LookupRequest request) {
        return LookupFrames.encodeRequest(request, 5, UnpooledByteBufAllocator.DEFAULT);
    }

    private LookupError refused(String version, ShardGeneration shards) {
        ShardKey key = new ShardKey("clicks", version, 0, clicks.fingerprint(0));
        TableLookup users = new TableLookup(
                PackedModel.USERS, Pooling.SUM, IdPolicy.FAIL, Bags.ofLengths(new int[] {1}, new long[] {4}, null));
        return refused(frame(new LookupRequest(key, Duration.ofSeconds(30), List.of(users))), shards);
    }

    /** Takes over the request. */
    private LookupError refused(ByteBuf request, ShardGeneration shards) {
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
