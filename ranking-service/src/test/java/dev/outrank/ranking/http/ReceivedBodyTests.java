package dev.outrank.ranking.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrank.ranking.memory.RequestMemory;
import io.netty.buffer.PooledByteBufAllocator;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.NettyDataBufferFactory;

final class ReceivedBodyTests {

    private static final NettyDataBufferFactory BUFFERS = new NettyDataBufferFactory(PooledByteBufAllocator.DEFAULT);

    /** Returns the bytes in parts of at most this size, each at another alignment. */
    private static DataBuffer inParts(byte[] bytes, int partBytes) {
        List<DataBuffer> parts = new ArrayList<>();
        for (int from = 0; from < bytes.length; from += partBytes) {
            parts.add(BUFFERS.allocateBuffer(partBytes)
                    .write(Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + partBytes))));
        }
        return BUFFERS.join(parts);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 7, 8, 9, 13, 64, 1000})
    void readsNumbersHoweverTheBodyWasCut(int partBytes) {
        Random random = new Random(partBytes);
        long[] longs = random.longs(11).toArray();
        ByteBuffer bytes = ByteBuffer.allocate(3 + 11 * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put((byte) 'a').put((byte) 'b').put((byte) 'c');
        for (long value : longs) {
            bytes.putLong(value);
        }
        DataBuffer buffer = inParts(bytes.array(), partBytes);
        ReceivedBody body = ReceivedBody.of(buffer);
        long[] read = new long[12];
        int[] ints = new int[22];
        float[] floats = new float[20];
        body.longsInto(3, 11, read);
        body.intsInto(3, 22, ints);
        body.floatsInto(11, 20, floats);

        assertThat(body.size()).isEqualTo(91);
        assertThat(read).startsWith(longs);
        assertThat(ints[0]).isEqualTo((int) longs[0]);
        assertThat(ints[21]).isEqualTo((int) (longs[10] >>> 32));
        assertThat(Float.floatToRawIntBits(floats[0])).isEqualTo((int) longs[1]);
        assertThat(Float.floatToRawIntBits(floats[19])).isEqualTo((int) (longs[10] >>> 32));
        assertThat(body.head(3, RequestMemory.unpooled().arrays())).containsExactly('a', 'b', 'c');
        DataBufferUtils.release(buffer);
    }

    @Test
    void doesNotReadBeyondItsEnd() {
        ReceivedBody body = ReceivedBody.of(new byte[15]);
        assertThatThrownBy(() -> body.longsInto(0, 2, new long[2])).isInstanceOf(IndexOutOfBoundsException.class);
    }
}
