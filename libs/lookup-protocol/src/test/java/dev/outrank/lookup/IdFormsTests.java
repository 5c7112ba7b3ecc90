package dev.outrank.lookup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.outrank.bundle.bags.Bags;
import dev.outrank.lookup.BagsForm.IdsForm;
import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Ids as varints and at fixed width. */
final class IdFormsTests {

    @RegisterExtension
    final TrackedBuffers buffers = new TrackedBuffers();

    private static Bags of(long... ids) {
        return Bags.ofLengths(new int[] {ids.length}, ids, null);
    }

    private static long[] generated(int count, java.util.function.LongSupplier id) {
        long[] ids = new long[count];
        Arrays.setAll(ids, i -> id.getAsLong());
        return ids;
    }

    @Test
    void choosesVarintsOnlyWhereTheyTakeHalf() {
        Random random = new Random(3);
        assertThat(BagsForm.of(of(generated(100, () -> random.nextInt(60)))).ids())
                .isEqualTo(IdsForm.VARINT);
        assertThat(BagsForm.of(of(generated(100, () -> random.nextInt(8_000)))).ids())
                .isEqualTo(IdsForm.VARINT);
        assertThat(BagsForm.of(of(generated(100, () -> random.nextInt(1 << 20))))
                        .ids())
                .isEqualTo(IdsForm.I32);
        assertThat(BagsForm.of(of(generated(100, () -> (1L << 40) + random.nextInt(1 << 20))))
                        .ids())
                .isEqualTo(IdsForm.VARINT);
        assertThat(BagsForm.of(of(generated(100, random::nextLong))).ids()).isEqualTo(IdsForm.I64);
        assertThat(BagsForm.of(of(generated(15, () -> 1))).ids()).isEqualTo(IdsForm.I32);
    }

    @Test
    void countsTheBytesThatItWrites() {
        long[] ids = new long[4_000];
        Random random = new Random(11);
        for (int i = 0; i < ids.length; i++) {
            ids[i] = random.nextLong() >> random.nextInt(64);
        }
        ids[0] = Long.MIN_VALUE;
        ids[1] = Long.MAX_VALUE;
        ids[2] = 0;
        ByteBuffer out = ByteBuffer.allocate(ids.length * 10);
        Varints.write(ids, ids.length, out);
        int bytes = out.position();

        assertThat(Varints.bytes(ids, ids.length)).isEqualTo(bytes);
        long[] read = new long[ids.length];
        Varints.read(out.flip(), bytes, read, read.length);
        assertThat(read).containsExactly(ids);
    }

    @Test
    void roundTripsVarintsInAFrame() {
        Random random = new Random(5);
        Bags bags = Bags.ofLengths(new int[] {40, 0, 60}, generated(100, () -> random.nextInt(50)), new float[100]);
        ByteBuf frame =
                LookupFrames.encodeRequest(RequestFixtures.of(RequestFixtures.lookup(bags)), 1, buffers.allocator);
        RequestScratch scratch = new RequestScratch();
        LookupFrames.decodeRequest(frame, scratch);
        Bags read =
                LookupFrames.decodeRequest(frame, scratch).lookups().getFirst().bags();
        frame.release();

        assertThat(read.ids()).startsWith(bags.ids());
        assertThat(read.offsets()).startsWith(bags.offsets());
        assertThat(read.weights()).hasSize(100);
    }

    @Test
    void refusesVarintsThatDoNotEnd() {
        long[] ids = new long[2];
        assertThatExceptionOfType(FrameException.class)
                .isThrownBy(() -> Varints.read(ByteBuffer.wrap(new byte[] {1, (byte) 0x80}), 2, ids, 2))
                .withMessageStartingWith("ids: varint 1 does not end");
        byte[] endless = new byte[12];
        Arrays.fill(endless, (byte) 0x80);
        assertThatExceptionOfType(FrameException.class)
                .isThrownBy(() -> Varints.read(ByteBuffer.wrap(endless), 12, ids, 1))
                .withMessageStartingWith("ids: varint 0 does not end");
        assertThatExceptionOfType(FrameException.class)
                .isThrownBy(() -> Varints.read(ByteBuffer.wrap(new byte[] {1, 1, 1}), 3, ids, 2))
                .withMessageStartingWith("idBytes: 1 after the last id");
    }
}
