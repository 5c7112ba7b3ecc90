package dev.outrank.lookup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.outrank.bundle.bags.Bags;
import dev.outrank.lookup.BagsForm.IdsForm;
import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
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
                .isEqualTo(IdsForm.U16);
        assertThat(BagsForm.of(of(generated(100, () -> 60))).ids()).isEqualTo(IdsForm.VARINT);
        assertThat(BagsForm.of(of(generated(2, () -> 65_535))).ids()).isEqualTo(IdsForm.U16);
        assertThat(BagsForm.of(of(generated(2, () -> 65_536))).ids()).isEqualTo(IdsForm.I32);
        assertThat(BagsForm.of(of(generated(2, () -> -1))).ids()).isEqualTo(IdsForm.I64);
        assertThat(BagsForm.of(of(generated(100, () -> random.nextInt(1 << 20))))
                        .ids())
                .isEqualTo(IdsForm.I32);
        assertThat(BagsForm.of(of(generated(100, () -> (1L << 40) + random.nextInt(1 << 20))))
                        .ids())
                .isEqualTo(IdsForm.VARINT);
        assertThat(BagsForm.of(of(generated(100, random::nextLong))).ids()).isEqualTo(IdsForm.I64);
        assertThat(BagsForm.of(of(generated(15, () -> 1))).ids()).isEqualTo(IdsForm.U16);
    }

    @Test
    void doesNotCountWhereASampleTakesTooMuch() {
        Random random = new Random(9);
        long[] few = generated(Varints.SAMPLE, () -> random.nextInt(50));
        long[] wide = generated(1_000, () -> random.nextInt(1 << 30));
        long[] narrow = generated(1_000, () -> random.nextInt(50));

        assertThat(Varints.bytesIfPromising(few, few.length, Integer.BYTES)).isEqualTo(Varints.bytes(few, few.length));
        assertThat(Varints.bytesIfPromising(few, Varints.LEAST_IDS - 1, Integer.BYTES))
                .isEqualTo(Long.MAX_VALUE);
        assertThat(Varints.bytesIfPromising(wide, wide.length, Integer.BYTES)).isEqualTo(Long.MAX_VALUE);
        assertThat(Varints.bytesIfPromising(narrow, narrow.length, Integer.BYTES))
                .isEqualTo(Varints.bytes(narrow, narrow.length));
    }

    @Test
    void roundTripsShortIdsOfSeveralChunks() {
        Random random = new Random(17);
        for (int count : new int[] {1, 511, 512, 513, 1_500}) {
            long[] ids = generated(count, () -> random.nextInt(1 << 16));
            ByteBuffer out = ByteBuffer.allocateDirect(8 + count * Short.BYTES + 3)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .position(8);
            ShortIds.write(ids, count, out);
            assertThat(out.remaining()).isEqualTo(3);
            assertThat(out.getChar(8)).isEqualTo((char) ids[0]);
            long[] read = new long[count];
            ShortIds.read(out.position(8), read, count);
            assertThat(read).isEqualTo(ids);
            assertThat(out.remaining()).isEqualTo(3);
        }
    }

    @Test
    void roundTripsNarrowIdsOfSeveralChunks() {
        Random random = new Random(13);
        for (int count : new int[] {1, 511, 512, 513, 1_500}) {
            long[] ids = generated(count, () -> random.nextInt(Integer.MAX_VALUE));
            ByteBuffer out = ByteBuffer.allocateDirect(8 + count * Integer.BYTES + 3)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .position(8);
            NarrowIds.write(ids, count, out);
            assertThat(out.remaining()).isEqualTo(3);
            assertThat(out.getInt(8)).isEqualTo((int) ids[0]);
            long[] read = new long[count];
            NarrowIds.read(out.position(8), read, count);
            assertThat(read).containsExactly(ids);
        }
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
