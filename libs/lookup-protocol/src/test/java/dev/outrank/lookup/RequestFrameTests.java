package dev.outrank.lookup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.outrank.bundle.bags.Bags;
import dev.outrank.bundle.manifest.IdPolicy;
import dev.outrank.bundle.manifest.Pooling;
import dev.outrank.bundle.plan.VectorType;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.CompositeByteBuf;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RequestFrameTests {

    @RegisterExtension
    final TrackedBuffers buffers = new TrackedBuffers();

    @Test
    void roundTripsEveryForm() {
        LookupRequest request = RequestFixtures.everyForm();

        assertSame(request, roundTrip(request));
    }

    @Test
    void roundTripsARequestWithoutLookups() {
        LookupRequest request = RequestFixtures.of();

        assertSame(request, roundTrip(request));
    }

    @ParameterizedTest
    @EnumSource
    void roundTripsThePriorityWithEitherKindOfVectors(Priority priority) {
        for (VectorType vectors : VectorType.values()) {
            LookupRequest request =
                    new LookupRequest(RequestFixtures.KEY, Duration.ofMillis(40), List.of(), vectors, 7, priority);

            assertThat(roundTrip(request)).isEqualTo(request);
        }
    }

    @Test
    void saysNothingOfANormalPriority() {
        byte[] frame = encode(RequestFixtures.of());

        assertThat(frame[6]).isZero();
        assertThat(frame[7]).isZero();
    }

    @Test
    void tellsThePriorityBeforeTheFrameIsDecoded() {
        byte[] frame = encode(new LookupRequest(
                RequestFixtures.KEY, Duration.ofMillis(40), List.of(), VectorType.FLOAT16, 0, Priority.SHEDDABLE));

        assertThat(uncheckedPriority(frame)).isEqualTo(Priority.SHEDDABLE);
        assertThat(uncheckedPriority(Arrays.copyOf(frame, 8))).isEqualTo(Priority.SHEDDABLE);
        assertThat(uncheckedPriority(Arrays.copyOf(frame, 7))).isEqualTo(Priority.NORMAL);
        frame[6] |= 12;
        assertThat(uncheckedPriority(frame)).isEqualTo(Priority.NORMAL);
    }

    @Test
    void isTheSameRequestWithAnotherTime() {
        LookupRequest request = new LookupRequest(
                RequestFixtures.KEY, Duration.ofMillis(40), List.of(), VectorType.FLOAT16, 7, Priority.CRITICAL);

        assertThat(request.within(Duration.ofMillis(3)))
                .isEqualTo(new LookupRequest(
                        RequestFixtures.KEY,
                        Duration.ofMillis(3),
                        List.of(),
                        VectorType.FLOAT16,
                        7,
                        Priority.CRITICAL));
    }

    @Test
    void tellsTheTimeLeftBeforeTheFrameIsDecoded() {
        byte[] frame = encode(withRemaining(Duration.ofNanos(1_234)));

        assertThat(uncheckedRemaining(frame)).isEqualTo(1_234);
        assertThat(uncheckedRemaining(Arrays.copyOf(frame, 48))).isEqualTo(1_234);
        assertThat(uncheckedRemaining(Arrays.copyOf(frame, 47))).isEqualTo(Long.MAX_VALUE);
        frame[47] = -1;
        assertThat(uncheckedRemaining(frame)).isEqualTo(Long.MAX_VALUE);
        frame[5] = 2;
        assertThatExceptionOfType(FrameException.class)
                .isThrownBy(() -> uncheckedRemaining(frame))
                .withMessage("type: RESPONSE (expected: REQUEST)");
    }

    private long uncheckedRemaining(byte[] bytes) {
        ByteBuf frame = buffers.of(bytes);
        try {
            return LookupFrames.remainingNanos(frame);
        } finally {
            frame.release();
        }
    }

    private Priority uncheckedPriority(byte[] bytes) {
        ByteBuf frame = buffers.of(bytes);
        try {
            return LookupFrames.priority(frame);
        } finally {
            frame.release();
        }
    }

    @Test
    void writesTheBytesOfTheFormatPage() {
        byte[] frame = encode(RequestFixtures.of(RequestFixtures.lookup(RequestFixtures.jagged())));

        assertThat(new String(frame, 0, 4, StandardCharsets.US_ASCII)).isEqualTo("ORLK");
        assertThat(HexFormat.of().formatHex(frame, frame.length - 48, frame.length))
                .isEqualTo("050000000000010003000000040000000000000000000000"
                        + "771101007711010072110100791101000300000001000000");
    }

    @Test
    void echoesTheStreamIdFromWhateverIsLongEnough() {
        byte[] frame = encode(RequestFixtures.of());
        ByteBuf cut = buffers.of(Arrays.copyOf(frame, 12));
        ByteBuf shorter = buffers.of(Arrays.copyOf(frame, 11));

        assertThat(LookupFrames.streamId(cut)).isEqualTo(77);
        assertThat(LookupFrames.streamId(shorter)).isZero();
        cut.release();
        shorter.release();
    }

    @Test
    void usesOnlyTheIdsThatTheOffsetsReach() {
        Bags view = new Bags(1, new int[] {0, 2, 9}, new long[] {4, 5, -1}, new float[] {1, 2, 3});

        Bags read = roundTrip(RequestFixtures.of(RequestFixtures.lookup(view)))
                .lookups()
                .getFirst()
                .bags();

        assertThat(read.ids()).containsExactly(4, 5);
        assertThat(read.weights()).containsExactly(1, 2);
        assertThat(read.bagCount()).isOne();
    }

    @ParameterizedTest
    @ValueSource(
            longs = {0, Integer.MAX_VALUE, Integer.MAX_VALUE + 1L, 0xFFFF_FFFFL, Long.MAX_VALUE, -1, Long.MIN_VALUE})
    void roundTripsAnyId(long id) {
        LookupRequest request =
                RequestFixtures.of(RequestFixtures.lookup(Bags.ofLengths(new int[] {2}, new long[] {3, id}, null)));

        assertSame(request, roundTrip(request));
    }

    @Test
    void sendsAnExpiredDeadlineAsZeroAndALongOneAsTheLongest() {
        assertThat(roundTrip(withRemaining(Duration.ofNanos(-5))).remaining()).isZero();
        assertThat(roundTrip(withRemaining(Duration.ofDays(200_000))).remaining())
                .isEqualTo(Duration.ofNanos(Long.MAX_VALUE));
        assertThat(roundTrip(withRemaining(Duration.ofNanos(1))).remaining()).isEqualTo(Duration.ofNanos(1));
    }

    @Test
    void readsAFrameThatArrivesInPiecesAndBehindOtherBytes() {
        LookupRequest request = RequestFixtures.everyForm();
        byte[] frame = encode(request);
        CompositeByteBuf pieces = buffers.allocator.compositeBuffer();
        pieces.addComponent(true, buffers.of(new byte[13]));
        for (int at = 0; at < frame.length; at += 1_001) {
            pieces.addComponent(true, buffers.of(Arrays.copyOfRange(frame, at, Math.min(frame.length, at + 1_001))));
        }
        pieces.skipBytes(13);

        assertSame(request, LookupFrames.decodeRequest(pieces));
        assertThat(pieces.readerIndex()).isEqualTo(13);
        pieces.release();
    }

    @Test
    void refusesToWriteBagsThatDoNotAddUp() {
        Bags decreasing = new Bags(2, new int[] {0, 3, 2}, new long[3], null);

        assertThatExceptionOfType(FrameException.class)
                .isThrownBy(() -> encode(RequestFixtures.of(RequestFixtures.lookup(decreasing))))
                .withMessage("offsets: from 0, shortest bag -1 (expected: not decreasing from 0)");
    }

    @Test
    void refusesFramesOfAnotherType() {
        ByteBuf error =
                LookupFrames.encodeError(LookupError.of(LookupErrorCode.OVERLOADED, "full"), 1, buffers.allocator);

        assertThatExceptionOfType(FrameException.class)
                .isThrownBy(() -> LookupFrames.decodeRequest(error))
                .withMessage("type: ERROR (expected: REQUEST)");
        error.release();
    }

    @Test
    void refusesNamesThatCannotBe() {
        assertThatExceptionOfType(FrameException.class).isThrownBy(() -> new ShardKey("", "1", 0, 0));
        assertThatExceptionOfType(FrameException.class).isThrownBy(() -> new ShardKey("m", "v".repeat(257), 0, 0));
        assertThatExceptionOfType(FrameException.class).isThrownBy(() -> new ShardKey("m", "v", -1, 0));
        assertThatExceptionOfType(FrameException.class)
                .isThrownBy(() -> new TableLookup(-1, Pooling.SUM, IdPolicy.FAIL, RequestFixtures.jagged()));
    }

    private static LookupRequest withRemaining(Duration remaining) {
        return new LookupRequest(RequestFixtures.KEY, remaining, List.of());
    }

    private byte[] encode(LookupRequest request) {
        return TrackedBuffers.drain(LookupFrames.encodeRequest(request, 77, buffers.allocator));
    }

    private LookupRequest roundTrip(LookupRequest request) {
        ByteBuf frame = buffers.of(encode(request));
        try {
            return LookupFrames.decodeRequest(frame);
        } finally {
            frame.release();
        }
    }

    private static void assertSame(LookupRequest expected, LookupRequest actual) {
        assertThat(actual.target()).isEqualTo(expected.target());
        assertThat(actual.remaining()).isEqualTo(expected.remaining());
        assertThat(actual.idCount()).isEqualTo(expected.idCount());
        assertThat(actual.lookups()).hasSameSizeAs(expected.lookups());
        for (int i = 0; i < actual.lookups().size(); i++) {
            assertSame(expected.lookups().get(i), actual.lookups().get(i));
        }
    }

    private static void assertSame(TableLookup expected, TableLookup actual) {
        assertThat(actual.table()).isEqualTo(expected.table());
        assertThat(actual.pooling()).isEqualTo(expected.pooling());
        assertThat(actual.idPolicy()).isEqualTo(expected.idPolicy());
        assertThat(actual.bags().offsets()).isEqualTo(expected.bags().offsets());
        assertThat(actual.bags().ids()).isEqualTo(expected.bags().ids());
        assertThat(actual.bags().weights()).isEqualTo(expected.bags().weights());
    }
}
