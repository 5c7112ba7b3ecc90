package dev.outrank.lookup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.outrank.bundle.failure.InternalException;
import dev.outrank.bundle.plan.VectorType;
import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class AnswerFrameTests {

    private static final LookupShapes SHAPES = shapes(2, 3, 0, 7, 1, 1, 3, 16);

    @RegisterExtension
    final TrackedBuffers buffers = new TrackedBuffers();

    @Test
    void roundTripsVectorsCountsAndTimings() {
        try (LookupResponse response = pooled(filled())) {
            assertThat(response.lookupCount()).isEqualTo(4);
            assertThat(response.bags(3)).isEqualTo(3);
            assertThat(response.dim(3)).isEqualTo(16);
            assertThat(response.defaultedIds(0)).isZero();
            assertThat(response.defaultedIds(2)).isEqualTo(9);
            assertThat(response.at(0, 1, 2)).isEqualTo(12);
            assertThat(response.at(3, 2, 15)).isEqualTo(3_035);
            assertThat(response.timings().queueNanos()).isEqualTo(1);
            assertThat(response.timings().decodeNanos()).isEqualTo(2);
            assertThat(response.timings().poolNanos()).isEqualTo(3);
            assertThat(response.timings().encodeNanos()).isGreaterThanOrEqualTo(4);
            assertThat(response.bytes()).isEqualTo(LookupFrames.responseBytes(VectorType.FLOAT32, SHAPES));
        }
    }

    @Test
    void alignsVectorsToCacheLines() {
        byte[] frame = TrackedBuffers.drain(filled());
        ByteBuffer bytes = ByteBuffer.wrap(frame).order(ByteOrder.LITTLE_ENDIAN);

        // 32 + 8 + 4 rows of 16 bytes = 104, so the first vectors begin at 128, the next at the next multiples of 64.
        assertThat(bytes.getFloat(128 + 5 * 4)).isEqualTo(12);
        assertThat(bytes.getFloat(192)).isEqualTo(2_000);
        assertThat(bytes.getFloat(256)).isEqualTo(3_000);
        assertThat(frame).hasSize(448 + 32);
    }

    @Test
    void leaksNothingOfTheMemoryBetweenVectors() {
        byte[] frame = TrackedBuffers.drain(filled());

        for (int gap : new int[] {104, 127, 152, 191, 196, 255}) {
            assertThat(frame[gap]).as("byte %d", gap).isZero();
        }
    }

    @Test
    void copiesIntoStridedRowsAndAddsToThem() {
        FloatBuffer out = FloatBuffer.allocate(12);
        try (LookupResponse response = pooled(filled())) {
            response.copyInto(0, out, 1, 5);
            assertThat(out.array()).containsExactly(0, 0, 1, 2, 0, 0, 10, 11, 12, 0, 0, 0);
            response.addInto(0, out, 1, 5);
            assertThat(out.array()).containsExactly(0, 0, 2, 4, 0, 0, 20, 22, 24, 0, 0, 0);
            response.copyInto(0, out, 6, 3);
            assertThat(out.array()).containsExactly(0, 0, 2, 4, 0, 0, 0, 1, 2, 10, 11, 12);
            response.copyInto(1, out, 0, 7);
            assertThat(out.position()).isZero();
        }
    }

    @Test
    void refusesTargetsThatAreTooSmall() {
        FloatBuffer out = FloatBuffer.allocate(5);
        try (LookupResponse response = pooled(filled())) {
            assertThatExceptionOfType(IndexOutOfBoundsException.class)
                    .isThrownBy(() -> response.copyInto(0, out, 0, 3));
            assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> response.addInto(0, out, 0, 3));
            assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> response.at(0, 2, 0));
            assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> response.at(0, 0, 3));
        }
    }

    @Test
    void refusesUseAfterCloseAndClosesOnce() {
        LookupResponse response = pooled(filled());
        response.close();
        response.close();

        assertThatExceptionOfType(InternalException.class)
                .isThrownBy(() -> response.at(0, 0, 0))
                .withMessageContaining("closed");
    }

    @Test
    void finishesLocallyWithTheSameVectors() {
        try (ResponseWriter writer = fill(LookupFrames.response(5, SHAPES, buffers.allocator));
                LookupResponse response = writer.finishLocally(new ShardTimings(0, 0, 8, 0))) {
            assertThat(response.at(3, 2, 15)).isEqualTo(3_035);
            assertThat(response.defaultedIds(2)).isEqualTo(9);
            assertThat(response.timings()).isEqualTo(new ShardTimings(0, 0, 8, 0));
        }
    }

    @Test
    void releasesAnUnfinishedResponse() {
        ResponseWriter writer = LookupFrames.response(5, SHAPES, buffers.allocator);
        writer.close();
        writer.close();
    }

    @Test
    void refusesAnswersPastTwoGibibytes() {
        LookupShapes huge = shapes(Integer.MAX_VALUE, Integer.MAX_VALUE);

        assertThat(LookupFrames.responseBytes(VectorType.FLOAT32, huge)).isGreaterThan(1L << 40);
        assertThatExceptionOfType(FrameException.class)
                .isThrownBy(() -> LookupFrames.response(5, huge, buffers.allocator));
    }

    @Test
    void roundTripsAnEmptyResponse() {
        ResponseWriter writer = LookupFrames.response(5, shapes(), buffers.allocator);
        try (LookupResponse response = pooled(writer.finish(ShardTimings.NONE))) {
            assertThat(response.lookupCount()).isZero();
        }
    }

    @Test
    void roundTripsErrors() {
        for (LookupErrorCode code : LookupErrorCode.values()) {
            LookupError error = new LookupError(code, 3, Long.MIN_VALUE, "table 'ä': id 7 (expected: 0 to 6)");
            ByteBuf frame = LookupFrames.encodeError(error, 6, buffers.allocator);
            assertThat(LookupFrames.streamId(frame)).isEqualTo(6);
            assertThat(LookupFrames.decodeAnswer(frame)).isEqualTo(new LookupAnswer.Refused(error));
        }
    }

    @Test
    void shortensLongMessages() {
        LookupError error = LookupError.of(LookupErrorCode.INTERNAL, "x".repeat(5_000));

        LookupAnswer answer = LookupFrames.decodeAnswer(LookupFrames.encodeError(error, 6, buffers.allocator));

        assertThat(answer).isInstanceOfSatisfying(LookupAnswer.Refused.class, refused -> assertThat(
                        refused.error().message())
                .hasSize(1_000)
                .endsWith("x…"));
    }

    @Test
    void releasesARequestThatIsTakenForAnAnswer() {
        ByteBuf request = LookupFrames.encodeRequest(RequestFixtures.small(), 1, buffers.allocator);

        assertThatExceptionOfType(FrameException.class)
                .isThrownBy(() -> LookupFrames.decodeAnswer(request))
                .withMessage("type: REQUEST (expected: RESPONSE)");
    }

    private static LookupShapes shapes(int... bagsAndDims) {
        LookupShapes shapes = new LookupShapes(1);
        for (int i = 0; i < bagsAndDims.length; i += 2) {
            shapes.add(bagsAndDims[i], bagsAndDims[i + 1]);
        }
        return shapes;
    }

    private ByteBuf filled() {
        return fill(LookupFrames.response(5, SHAPES, buffers.allocator)).finish(new ShardTimings(1, 2, 3, 4));
    }

    /** Element [lookup, bag, d] becomes 1000 lookup + 10 bag + d. */
    private static ResponseWriter fill(ResponseWriter writer) {
        for (int lookup = 0; lookup < SHAPES.count(); lookup++) {
            FloatBuffer vectors = writer.memory(lookup).asFloatBuffer().position(writer.offset(lookup) / Float.BYTES);
            for (int bag = 0; bag < SHAPES.bags(lookup); bag++) {
                for (int d = 0; d < SHAPES.dim(lookup); d++) {
                    vectors.put(1_000f * lookup + 10f * bag + d);
                }
            }
        }
        writer.defaulted(2, 9);
        return writer;
    }

    private static LookupResponse pooled(ByteBuf frame) {
        return switch (LookupFrames.decodeAnswer(frame)) {
            case LookupAnswer.Pooled(LookupResponse response) -> response;
            case LookupAnswer.Refused(LookupError error) -> throw new AssertionError(error);
        };
    }
}
