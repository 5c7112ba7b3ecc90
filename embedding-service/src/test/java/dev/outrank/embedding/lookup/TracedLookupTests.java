package dev.outrank.embedding.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrank.bundle.bags.Bags;
import dev.outrank.bundle.manifest.IdPolicy;
import dev.outrank.bundle.manifest.Pooling;
import dev.outrank.bundle.plan.VectorType;
import dev.outrank.embedding.PackedModel;
import dev.outrank.embedding.RunningShard;
import dev.outrank.embedding.load.TableLoads;
import dev.outrank.embedding.shard.ShardCatalog;
import dev.outrank.embedding.shard.ShardCatalogs;
import dev.outrank.embedding.shard.ShardGeneration;
import dev.outrank.lookup.LookupRequest;
import dev.outrank.lookup.ShardKey;
import dev.outrank.lookup.TableLookup;
import dev.outrank.lookup.TraceContext;
import dev.outrank.testkit.trace.EndedSpans;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The spans of lookups, by what their frames say. */
final class TracedLookupTests {

    private static final TraceContext TRACE =
            new TraceContext(0x0AF7_6519_16CD_43DDL, 0x8448_EB21_1C80_319CL, 0xB7AD_6B71_6920_3331L, 1);

    private final EndedSpans spans = new EndedSpans();
    private final SdkTracerProvider tracers =
            SdkTracerProvider.builder().addSpanProcessor(spans).build();
    private final FrameAnswers answers = new FrameAnswers(
            1 << 20,
            UnpooledByteBufAllocator.DEFAULT,
            new LookupMeters(new SimpleMeterRegistry(), new TableLoads(new SimpleMeterRegistry(), 20)),
            tracers.get("tests"));
    private PackedModel clicks;

    @BeforeEach
    void pack(@TempDir Path directory) {
        clicks = PackedModel.pack(directory, "clicks", 1);
    }

    @AfterEach
    void close() {
        tracers.close();
    }

    @Test
    void isAChildOfTheSpanThatTheFrameNames() {
        int received = answer(request(PackedModel.USERS, 0).traced(TRACE));

        SpanData span = only();
        assertThat(span.getName()).isEqualTo("pool");
        assertThat(span.getTraceId()).isEqualTo("0af7651916cd43dd8448eb211c80319c");
        assertThat(span.getParentSpanId()).isEqualTo("b7ad6b7169203331");
        assertThat(span.getParentSpanContext().isRemote()).isTrue();
        assertThat(text(span, "outrank.model")).isEqualTo("clicks");
        assertThat(text(span, "outrank.version")).isEqualTo("1");
        assertThat(text(span, "outrank.shard")).isEqualTo("embedding-0");
        assertThat(text(span, "outrank.outcome")).isEqualTo("pooled");
        assertThat(number(span, "outrank.received.bytes")).isEqualTo(received);
        assertThat(number(span, "outrank.tables")).isEqualTo(1);
        assertThat(number(span, "outrank.bags")).isEqualTo(2);
        assertThat(number(span, "outrank.ids")).isEqualTo(3);
        assertThat(number(span, "outrank.defaulted.ids")).isZero();
        assertThat(number(span, "outrank.sent.bytes")).isPositive();
    }

    @Test
    void hasTheTimesOfAllPartsAndBeginsWhenTheFrameWasThere() {
        answer(request(PackedModel.USERS, 1).traced(TRACE));

        SpanData span = only();
        long stages = number(span, "outrank.shard.queue.micros")
                + number(span, "outrank.shard.decode.micros")
                + number(span, "outrank.shard.pool.micros")
                + number(span, "outrank.shard.encode.micros");
        assertThat(stages).isBetween(0L, (span.getEndEpochNanos() - span.getStartEpochNanos()) / 1_000 + 1_000);
        assertThat(text(span, "outrank.outcome")).isEqualTo("pooled");
    }

    @Test
    void saysWhyThereIsNoAnswer() {
        answer(request(77, 0).traced(TRACE));
        assertThat(spans.all()).isEmpty();

        LookupRequest outside =
                request(PackedModel.USERS, 0, Bags.ofLengths(new int[] {1}, new long[] {PackedModel.ROWS + 5}, null));
        answer(outside.traced(TRACE));

        assertThat(text(only(), "outrank.outcome")).isEqualTo("id_out_of_range");
        assertThat(only().getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    }

    @Test
    void makesNoneForALookupThatIsNotTraced() {
        answer(request(PackedModel.USERS, 0));

        assertThat(spans.all()).isEmpty();
    }

    private SpanData only() {
        assertThat(spans.all()).hasSize(1);
        return spans.all().getFirst();
    }

    private LookupRequest request(int table, int partBags) {
        return request(table, partBags, Bags.ofLengths(new int[] {2, 1}, new long[] {0, 1, 1}, null));
    }

    private LookupRequest request(int table, int partBags, Bags bags) {
        return new LookupRequest(
                new ShardKey("clicks", "1", 0, clicks.fingerprint(0)),
                Duration.ofSeconds(30),
                List.of(new TableLookup(table, Pooling.SUM, IdPolicy.FAIL, bags)),
                VectorType.FLOAT32,
                partBags);
    }

    /** Returns the bytes of the frame that was answered. */
    private int answer(LookupRequest request) {
        ByteBuf frame = Unpooled.wrappedBuffer(RunningShard.frame(request));
        try (ShardCatalog catalog = ShardCatalogs.serving(clicks, "1");
                ShardGeneration leased = catalog.lease()) {
            answers.answer(frame, leased, System.nanoTime(), new AnswerParts() {
                @Override
                public boolean isWanted() {
                    return true;
                }

                @Override
                public void accept(Answer part, boolean last) {
                    part.frame().release();
                }
            });
            return frame.readableBytes();
        } finally {
            frame.release();
        }
    }

    private static String text(SpanData span, String key) {
        return String.valueOf(span.getAttributes().get(AttributeKey.stringKey(key)));
    }

    private static long number(SpanData span, String key) {
        Long value = span.getAttributes().get(AttributeKey.longKey(key));
        assertThat(value).as(key).isNotNull();
        return value == null ? -1 : value;
    }
}
