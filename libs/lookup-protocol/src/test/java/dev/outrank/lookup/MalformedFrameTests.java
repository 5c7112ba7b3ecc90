package dev.outrank.lookup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whatever bytes arrive: a typed refusal, no other exception, no buffer left behind. */
final class MalformedFrameTests {

    private static final int MUTATIONS = 60_000;

    @RegisterExtension
    final TrackedBuffers buffers = new TrackedBuffers();

    private final byte[] request =
            TrackedBuffers.drain(LookupFrames.encodeRequest(RequestFixtures.small(), 1, buffers.allocator));
    private final byte[] response = TrackedBuffers.drain(response());
    private final byte[] error = TrackedBuffers.drain(
            LookupFrames.encodeError(LookupError.of(LookupErrorCode.EXPIRED, "too late"), 1, buffers.allocator));

    @Test
    void refusesEveryTruncation() {
        for (int length = 0; length < request.length; length++) {
            byte[] cut = Arrays.copyOf(request, length);
            assertRefused(() -> decodeRequest(cut));
            // Where the header agrees with the cut, the body itself must be found too short.
            if (length >= FrameHeader.BYTES) {
                assertRefused(() -> decodeRequest(resealed(cut)));
            }
        }
        for (byte[] answer : List.of(response, error)) {
            for (int length = 0; length < answer.length; length++) {
                byte[] cut = Arrays.copyOf(answer, length);
                assertRefused(() -> decodeAnswer(cut));
                if (length >= FrameHeader.BYTES) {
                    assertRefused(() -> decodeAnswer(resealed(cut)));
                }
            }
        }
    }

    @Test
    void refusesTrailingBytes() {
        assertRefused(() -> decodeRequest(resealed(Arrays.copyOf(request, request.length + 8))));
        assertRefused(() -> decodeAnswer(resealed(Arrays.copyOf(response, response.length + 64))));
        assertRefused(() -> decodeAnswer(resealed(Arrays.copyOf(error, error.length + 1))));
    }

    @Test
    void refusesEveryFlippedBit() {
        for (int bit = 0; bit < request.length * 8; bit++) {
            byte[] flipped = flipped(request, bit);
            assertRefused(() -> decodeRequest(flipped));
        }
        for (int bit = 0; bit < response.length * 8; bit++) {
            byte[] flipped = flipped(response, bit);
            assertRefused(() -> decodeAnswer(flipped));
        }
    }

    @Test
    void saysWhenTheChecksumDiffers() {
        assertThatExceptionOfType(FrameException.class)
                .isThrownBy(() -> decodeRequest(flipped(request, request.length * 8 - 1)))
                .withMessageStartingWith("crc32c: ");
    }

    @Test
    void survivesRandomMutationsBehindAValidChecksum() {
        Random random = new Random(20_111);
        int refused = 0;
        for (int i = 0; i < MUTATIONS; i++) {
            refused += survives(this::decodeRequest, resealed(mutated(request, random)));
            refused += survives(this::decodeAnswer, resealed(mutated(response, random)));
            refused += survives(this::decodeAnswer, resealed(mutated(error, random)));
        }
        // Some mutations only change an id, a vector or a message; that many are refused shows that the others were
        // tried.
        assertThat(refused).isGreaterThan(MUTATIONS / 2).isLessThan(3 * MUTATIONS);
    }

    @Test
    void refusesCountsThatTheFrameCannotHold() {
        assertRefusedWith("lookups: 2147483647", 52, Integer.MAX_VALUE);
        assertRefusedWith("lookups: 4294967295", 52, -1);
        assertRefusedWith("needs", firstLookup() + 12, Integer.MAX_VALUE);
        assertRefusedWith("needs", firstLookup() + 8, Integer.MAX_VALUE);
        assertRefusedWith("table: 2147483648", firstLookup(), Integer.MIN_VALUE);
    }

    @Test
    void refusesBagsThatCostNoBytes() {
        byte[] frame = request.clone();
        // Constant length 0 for two thousand million bags.
        frame[firstLookup() + 6] = 0;
        mutable(frame).putInt(firstLookup() + 8, 2_000_000_000).putInt(firstLookup() + 12, 0);

        assertThatExceptionOfType(FrameException.class)
                .isThrownBy(() -> decodeRequest(resealed(frame)))
                .withMessageStartingWith("constantLength: 0 for 2000000000 bags");
    }

    @Test
    void refusesShapesThatOverflow() {
        byte[] frame = response.clone();
        mutable(frame).putInt(40, Integer.MAX_VALUE).putInt(44, Integer.MAX_VALUE);

        assertThatExceptionOfType(FrameException.class)
                .isThrownBy(() -> decodeAnswer(resealed(frame)))
                .withMessageContaining("what its shapes add up to");
    }

    @Test
    void refusesFieldsOutsideTheFormat() {
        assertRefusedWith("magic", 0, 7);
        assertRefusedWith("version: 2", 4, 0x0000_0102);
        assertRefusedWith("type: 9", 4, 0x0000_0901);
        assertRefusedWith("flags: 1", 4, 0x0001_0101);
        assertRefusedWith("flags: 32", 4, 0x0020_0101);
        assertRefusedWith("priority: 3 (expected: 0 normal, 1 critical or 2 sheddable)", 4, 0x000C_0101);
        assertRefusedWith("reserved", 20, 1);
        assertRefusedWith("remainingNanos: -", 44, Integer.MIN_VALUE);
        assertRefusedWith("pooling: 2", firstLookup() + 4, 2);
        assertRefusedWith("idPolicy: 3", firstLookup() + 4, 3 << 8);
        assertRefusedWith("form.lengths: 3", firstLookup() + 4, 3 << 16);
        assertRefusedWith("form: 64", firstLookup() + 4, 64 << 16);
        assertRefusedWith("form: 36", firstLookup() + 4, 36 << 16);
        assertRefusedWith("form: 20", firstLookup() + 4, 20 << 16);
        assertRefusedWith("idBytes: 0 for 4 ids", firstLookup() + 4, 17 << 16);
        assertRefusedWith("idBytes: 4 for 4 ids", firstLookup() + 20, 4);
        assertRefusedWith("constantLength: 3", firstLookup() + 16, 3);
        assertRefusedWith("ids: one has bit 31 set", firstLookup() + 24, -5);
        assertRefusedWith("lengths: they add up to more than 4", firstLookup() + 40, 0x0004_0003);
        assertRefusedWith("lengths: they add up to 1", firstLookup() + 40, 0);
    }

    @Test
    void refusesAPriorityWhereThereIsNone() {
        for (byte[] answer : List.of(response, error)) {
            byte[] frame = answer.clone();
            frame[6] |= 4;
            assertRefused(() -> decodeAnswer(resealed(frame)));
        }
    }

    private static int firstLookup() {
        return 72;
    }

    private void assertRefusedWith(String message, int at, int value) {
        byte[] frame = request.clone();
        mutable(frame).putInt(at, value);
        assertThatExceptionOfType(FrameException.class)
                .isThrownBy(() -> decodeRequest(resealed(frame)))
                .withMessageContaining(message);
    }

    private static void assertRefused(Runnable decode) {
        assertThatExceptionOfType(FrameException.class).isThrownBy(decode::run);
    }

    /** Returns 1 if the bytes were refused, 0 if they were understood; anything else is an error of the decoder. */
    private static int survives(Consumer<byte[]> decode, byte[] bytes) {
        try {
            decode.accept(bytes);
            return 0;
        } catch (FrameException refused) {
            return 1;
        }
    }

    private void decodeRequest(byte[] bytes) {
        ByteBuf frame = buffers.of(bytes);
        try {
            LookupFrames.decodeRequest(frame);
        } finally {
            frame.release();
        }
    }

    private void decodeAnswer(byte[] bytes) {
        switch (LookupFrames.decodeAnswer(buffers.of(bytes))) {
            case LookupAnswer.Pooled(LookupResponse pooled) -> pooled.close();
            case LookupAnswer.Refused(LookupError refusal) ->
                assertThat(refusal.message()).isNotNull();
        }
    }

    private ByteBuf response() {
        LookupShapes shapes = new LookupShapes(2);
        shapes.add(2, 3);
        shapes.add(1, 5);
        ResponseWriter writer = LookupFrames.response(1, shapes, buffers.allocator);
        for (int lookup = 0; lookup < shapes.count(); lookup++) {
            int bytes = shapes.bags(lookup) * shapes.dim(lookup) * Float.BYTES;
            writer.memory(lookup).put(writer.offset(lookup), new byte[bytes]);
        }
        return writer.finish(ShardTimings.NONE);
    }

    private static byte[] mutated(byte[] frame, Random random) {
        byte[] mutated = frame.clone();
        for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
            int at = random.nextInt(mutated.length - 4);
            switch (random.nextInt(3)) {
                case 0 -> mutated[at] = (byte) random.nextInt();
                case 1 -> mutable(mutated).putInt(at & ~3, random.nextInt());
                default -> mutable(mutated).putInt(at & ~3, random.nextBoolean() ? Integer.MAX_VALUE : -1);
            }
        }
        return random.nextInt(8) == 0 ? Arrays.copyOf(mutated, random.nextInt(mutated.length)) : mutated;
    }

    private static byte[] flipped(byte[] frame, int bit) {
        byte[] flipped = frame.clone();
        flipped[bit / 8] ^= (byte) (1 << bit % 8);
        return flipped;
    }

    /** Gives bytes the body length and checksum they should have, where there is room for them. */
    private byte[] resealed(byte[] bytes) {
        if (bytes.length < FrameHeader.BYTES) {
            return bytes;
        }
        mutable(bytes).putInt(12, bytes.length - FrameHeader.BYTES);
        ByteBuf frame = buffers.of(bytes);
        FrameHeader.seal(frame);
        return TrackedBuffers.drain(frame);
    }

    private static ByteBuffer mutable(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
