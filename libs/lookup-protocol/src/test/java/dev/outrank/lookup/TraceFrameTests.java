package dev.outrank.lookup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.outrank.bundle.plan.VectorType;
import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The place of a lookup in a trace, on the wire. */
final class TraceFrameTests {

    private static final TraceContext TRACE =
            new TraceContext(0x0AF7_6519_16CD_43DDL, 0x8448_EB21_1C80_319CL, 0xB7AD_6B71_6920_3331L, 1);

    /** Where it lies in a frame. */
    private static final int AT = 64;

    @RegisterExtension
    final TrackedBuffers buffers = new TrackedBuffers();

    @Test
    void roundTripsWithEverythingElseThatARequestSays() {
        LookupRequest request = new LookupRequest(
                RequestFixtures.KEY,
                Duration.ofMillis(40),
                List.of(),
                VectorType.FLOAT16,
                7,
                Priority.SHEDDABLE,
                TRACE);

        assertThat(decoded(encoded(request))).isEqualTo(request);
        assertThat(decoded(encoded(RequestFixtures.everyForm().traced(TRACE))).trace())
                .isEqualTo(TRACE);
    }

    @Test
    void liesBeforeTheNamesInTheOrderOfItsHexadecimalDigits() {
        byte[] frame = encoded(RequestFixtures.of().traced(TRACE));

        assertThat(HexFormat.of().formatHex(frame, 6, 8)).isEqualTo("1000");
        assertThat(HexFormat.of().formatHex(frame, AT, AT + 32))
                .isEqualTo("0af7651916cd43dd8448eb211c80319c" + "b7ad6b7169203331" + "01" + "00000000000000");
        assertThat(new String(frame, AT + 32, 6, StandardCharsets.UTF_8)).isEqualTo("clicks");
    }

    @Test
    void costsARequestThatIsNotTracedNothing() {
        LookupRequest plain = RequestFixtures.everyForm();

        byte[] frame = encoded(plain);

        assertThat(frame[6]).isZero();
        assertThat(frame).hasSize(encoded(plain.traced(TRACE)).length - 32);
        assertThat(decoded(frame).trace()).isNull();
    }

    @Test
    void differsInNothingElseThanItsFlagAndItsBytes() {
        byte[] plain = encoded(RequestFixtures.small());
        byte[] traced = encoded(RequestFixtures.small().traced(TRACE));

        assertThat(Arrays.copyOfRange(traced, AT + 32, traced.length))
                .isEqualTo(Arrays.copyOfRange(plain, AT, plain.length));
        assertThat(Arrays.copyOfRange(traced, 32, AT)).isEqualTo(Arrays.copyOfRange(plain, 32, AT));
    }

    @Test
    void staysWhenTheTimeLeftChanges() {
        assertThat(RequestFixtures.small()
                        .traced(TRACE)
                        .within(Duration.ofMillis(1))
                        .trace())
                .isEqualTo(TRACE);
    }

    @Test
    void refusesWhatIsNoPlaceInATrace() {
        assertRefused("traceId: 0 (expected: any other)", frame -> frame.putLong(AT, 0)
                .putLong(AT + 8, 0));
        assertRefused("spanId: 0 (expected: any other)", frame -> frame.putLong(AT + 16, 0));
        assertRefused("traceFlags: 0", frame -> frame.put(AT + 24, (byte) 0));
        assertRefused("traceFlags: 2", frame -> frame.put(AT + 24, (byte) 2));
        for (int reserved = AT + 25; reserved < AT + 32; reserved++) {
            int at = reserved;
            assertRefused("reserved: 7 (expected: 0)", frame -> frame.put(at, (byte) 7));
        }
    }

    @Test
    void refusesAFlagWithoutItsBytesAndBytesWithoutTheirFlag() {
        byte[] unflagged = encoded(RequestFixtures.small().traced(TRACE));
        unflagged[6] = 0;
        byte[] flagged = encoded(RequestFixtures.small());
        flagged[6] = 16;

        for (byte[] frame : List.of(unflagged, flagged)) {
            assertThatExceptionOfType(FrameException.class).isThrownBy(() -> decoded(resealed(frame)));
        }
    }

    @Test
    void refusesEveryTruncation() {
        byte[] frame = encoded(RequestFixtures.small().traced(TRACE));

        for (int length = FrameHeader.BYTES; length < frame.length; length++) {
            byte[] cut = resealed(Arrays.copyOf(frame, length));
            assertThatExceptionOfType(FrameException.class).isThrownBy(() -> decoded(cut));
        }
    }

    @Test
    void refusesATraceInAnAnswer() {
        byte[] error = TrackedBuffers.drain(
                LookupFrames.encodeError(LookupError.of(LookupErrorCode.EXPIRED, "too late"), 1, buffers.allocator));
        error[6] = 16;

        assertThatExceptionOfType(FrameException.class)
                .isThrownBy(() -> LookupFrames.decodeAnswer(buffers.of(resealed(error))))
                .withMessageStartingWith("flags: 16");
    }

    @Test
    void refusesValuesThatCannotBe() {
        assertThatExceptionOfType(FrameException.class).isThrownBy(() -> new TraceContext(0, 0, 1, 1));
        assertThatExceptionOfType(FrameException.class).isThrownBy(() -> new TraceContext(1, 0, 0, 1));
        assertThatExceptionOfType(FrameException.class).isThrownBy(() -> new TraceContext(1, 0, 1, 0));
        assertThatExceptionOfType(FrameException.class).isThrownBy(() -> new TraceContext(1, 0, 1, 257));
        assertThat(new TraceContext(0, 1, 1, 3).flags()).isEqualTo(3);
    }

    private void assertRefused(String message, Consumer<ByteBuffer> harm) {
        byte[] frame = encoded(RequestFixtures.small().traced(TRACE));
        harm.accept(ByteBuffer.wrap(frame).order(ByteOrder.LITTLE_ENDIAN));
        assertThatExceptionOfType(FrameException.class)
                .isThrownBy(() -> decoded(resealed(frame)))
                .withMessageContaining(message);
    }

    private byte[] encoded(LookupRequest request) {
        return TrackedBuffers.drain(LookupFrames.encodeRequest(request, 77, buffers.allocator));
    }

    private LookupRequest decoded(byte[] bytes) {
        ByteBuf frame = buffers.of(bytes);
        try {
            return LookupFrames.decodeRequest(frame);
        } finally {
            frame.release();
        }
    }

    /** Gives bytes the body length and checksum they should have. */
    private byte[] resealed(byte[] bytes) {
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(12, bytes.length - FrameHeader.BYTES);
        ByteBuf frame = buffers.of(bytes);
        FrameHeader.seal(frame);
        return TrackedBuffers.drain(frame);
    }
}
