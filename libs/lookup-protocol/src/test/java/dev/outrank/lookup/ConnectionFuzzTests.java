package dev.outrank.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrank.bundle.plan.VectorType;
import dev.outrank.lookup.connection.ConnectionSettings;
import dev.outrank.lookup.connection.LookupCall;
import dev.outrank.lookup.connection.LookupConnection;
import dev.outrank.lookup.connection.LookupConnectionException;
import dev.outrank.lookup.connection.RequestHandler;
import dev.outrank.lookup.connection.ServingConnection;
import dev.outrank.lookup.connection.ServingStream;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Whatever bytes come to either end of a connection, however they are cut: every call ends once, every buffer is given back, and no failure is
 * anything but a frame that is none. {@code -Doutrank.fuzz.cases=10000000} makes it a long run.
 */
final class ConnectionFuzzTests {

    private static final int CASES = Integer.getInteger("outrank.fuzz.cases", 6_000);
    private static final int CALLS = 3;
    private static final ConnectionSettings SETTINGS =
            new ConnectionSettings(1 << 16, 8, Duration.ofSeconds(30), Duration.ofSeconds(10), 1 << 20, false);

    @RegisterExtension
    final TrackedBuffers buffers = new TrackedBuffers();

    /** Counts how it ends. */
    private static final class Counted extends LookupCall {
        private int parts;
        private int ends;

        Counted() {
            super(System.nanoTime() + Duration.ofHours(1).toNanos());
        }

        @Override
        protected void pooled(LookupResponse response) {
            parts++;
            ends += response.hasMore() ? 0 : 1;
            response.close();
        }

        @Override
        protected void refused(LookupError error) {
            ends++;
        }

        @Override
        protected void failed(LookupConnectionException reason) {
            ends++;
        }

        @Override
        protected void expired() {
            ends++;
        }
    }

    /** Keeps the reason, and refuses any but those that bytes can be. */
    private static final class Ends implements LookupConnection.Listener {
        private int count;

        @Override
        public void draining() {}

        @Override
        public void ended(LookupConnectionException reason) {
            count++;
            Throwable cause = reason.getCause();
            if (cause != null && !(cause instanceof FrameException)) {
                throw new AssertionError(cause);
            }
        }
    }

    @Test
    void answersSurviveEverySplit() {
        byte[] answers = answers(1, 2);
        for (int at = 1; at < answers.length; at++) {
            List<Counted> calls = new ArrayList<>();
            EmbeddedChannel channel = caller(calls, new Ends());
            feed(channel, Arrays.copyOfRange(answers, 0, at));
            feed(channel, Arrays.copyOfRange(answers, at, answers.length));

            assertThat(calls.get(0).parts).isEqualTo(2);
            assertThat(calls.get(0).ends).isOne();
            assertThat(calls.get(1).ends).isOne();
            assertThat(calls.get(2).ends).isZero();
            channel.finishAndReleaseAll();
            assertThat(calls.get(2).ends).isOne();
        }
    }

    @Test
    void givesBackTheBeginOfAFrameBehindTheLastAnswerOfADrainedConnection() {
        List<Counted> calls = new ArrayList<>();
        Ends ends = new Ends();
        EmbeddedChannel channel = caller(calls, ends);
        channel.pipeline().get(LookupConnection.class).close();
        channel.runPendingTasks();
        byte[] answers = answers(1, 2, 3);
        byte[] more = Arrays.copyOf(answers, answers.length + LookupFrames.HEADER_BYTES + 1);
        System.arraycopy(answers, 0, more, answers.length, more.length - answers.length);
        feed(channel, more);

        assertThat(calls).allSatisfy(call -> assertThat(call.ends).isOne());
        assertThat(ends.count).isOne();
        channel.finishAndReleaseAll();
    }

    @Test
    void callersSurviveAnything() {
        Random random = new Random(51_203);
        int mutilated = 0;
        for (int i = 0; i < CASES; i++) {
            List<Counted> calls = new ArrayList<>();
            Ends ends = new Ends();
            EmbeddedChannel channel = caller(calls, ends);
            byte[] bytes = random.nextInt(10) == 0 ? noise(random) : mutated(answers(1, 2, 3), random);
            feedInPieces(channel, bytes, random);
            mutilated += channel.isOpen() ? 0 : 1;
            channel.finishAndReleaseAll();

            assertThat(ends.count).as("case %d", i).isOne();
            assertThat(calls).as("case %d", i).allSatisfy(call -> assertThat(call.ends)
                    .isOne());
        }
        // Some mutations leave frames that are right, or cut the bytes where a frame ends.
        assertThat(mutilated).isGreaterThan(CASES / 2);
    }

    @Test
    void shardsSurviveAnything() {
        Random random = new Random(77_001);
        int closed = 0;
        for (int i = 0; i < CASES; i++) {
            EmbeddedChannel channel = new EmbeddedChannel();
            channel.config().setAllocator(buffers.allocator);
            channel.pipeline().addLast(new ServingConnection(SETTINGS, new Answering()));
            byte[] bytes = random.nextInt(10) == 0 ? noise(random) : mutated(requests(), random);
            feedInPieces(channel, bytes, random);
            closed += channel.isOpen() ? 0 : 1;
            channel.checkException();
            channel.finishAndReleaseAll();
        }
        assertThat(closed).isGreaterThan(CASES / 4);
    }

    private final class Answering implements RequestHandler {

        @Override
        public void request(ServingStream stream, ByteBuf frame) {
            try {
                LookupFrames.decodeRequest(frame);
                stream.answer(response(stream.id(), false), true);
            } catch (FrameException e) {
                stream.answer(
                        refusal(LookupError.of(LookupErrorCode.BAD_FRAME, String.valueOf(e.getMessage())), stream.id()),
                        true);
            } finally {
                frame.release();
            }
        }

        @Override
        public ByteBuf refusal(LookupError error, int streamId) {
            return LookupFrames.encodeError(error, streamId, buffers.allocator);
        }
    }

    private EmbeddedChannel caller(List<Counted> calls, Ends ends) {
        LookupConnection connection = new LookupConnection(SETTINGS, ends);
        EmbeddedChannel channel = new EmbeddedChannel();
        channel.config().setAllocator(buffers.allocator);
        channel.pipeline().addLast(connection);
        for (int i = 0; i < CALLS; i++) {
            Counted call = new Counted();
            calls.add(call);
            assertThat(connection.send(RequestFixtures.small(), call)).isTrue();
        }
        channel.releaseOutbound();
        return channel;
    }

    private void feedInPieces(EmbeddedChannel channel, byte[] bytes, Random random) {
        int at = 0;
        while (at < bytes.length) {
            int to = random.nextInt(4) == 0 ? bytes.length : Math.min(bytes.length, at + 1 + random.nextInt(200));
            feed(channel, Arrays.copyOfRange(bytes, at, to));
            at = to;
        }
    }

    private void feed(EmbeddedChannel channel, byte[] bytes) {
        ByteBuf piece = buffers.of(bytes);
        if (channel.isOpen()) {
            channel.pipeline().fireChannelRead(piece);
            channel.pipeline().fireChannelReadComplete();
        } else {
            piece.release();
        }
        channel.releaseOutbound();
    }

    /** Returns the answers to streams: two parts for the first, whole or refused for the others. */
    private byte[] answers(int... streams) {
        List<ByteBuf> frames = new ArrayList<>();
        for (int stream : streams) {
            switch (stream) {
                case 1 -> {
                    frames.add(response(stream, true));
                    frames.add(LookupFrames.encodeControl(FrameType.PING, 0, buffers.allocator));
                    frames.add(response(stream, false));
                }
                case 2 -> frames.add(response(stream, false));
                default ->
                    frames.add(LookupFrames.encodeError(
                            LookupError.of(LookupErrorCode.OVERLOADED, "full"), stream, buffers.allocator));
            }
        }
        return joined(frames);
    }

    private byte[] requests() {
        return joined(List.of(
                LookupFrames.encodeRequest(RequestFixtures.small(), 1, buffers.allocator),
                LookupFrames.encodeControl(FrameType.PING, 0, buffers.allocator),
                LookupFrames.encodeRequest(RequestFixtures.small(), 2, buffers.allocator),
                LookupFrames.encodeControl(FrameType.CANCEL, 2, buffers.allocator),
                LookupFrames.encodeControl(FrameType.GOAWAY, 0, buffers.allocator)));
    }

    private ByteBuf response(int stream, boolean more) {
        LookupShapes shapes = new LookupShapes(1);
        shapes.add(2, 3);
        ResponseWriter writer = LookupFrames.response(stream, VectorType.FLOAT16, shapes, more, buffers.allocator);
        writer.memory(0).put(writer.offset(0), new byte[24]);
        return writer.finish(ShardTimings.NONE);
    }

    private static byte[] joined(List<ByteBuf> frames) {
        ByteBuf all = Unpooled.wrappedBuffer(frames.toArray(ByteBuf[]::new));
        byte[] bytes = ByteBufUtil.getBytes(all);
        all.release();
        return bytes;
    }

    private static byte[] noise(Random random) {
        byte[] bytes = new byte[1 + random.nextInt(500)];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] mutated(byte[] bytes, Random random) {
        for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(5)) {
                case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> bytes[at] = (byte) random.nextInt();
                case 2 -> Arrays.fill(bytes, at, Math.min(bytes.length, at + 4), (byte) 0xFF);
                case 3 -> {
                    return Arrays.copyOf(bytes, at);
                }
                default -> {
                    byte[] longer = new byte[bytes.length + 3];
                    System.arraycopy(bytes, 0, longer, 0, at);
                    System.arraycopy(bytes, at, longer, at + 3, bytes.length - at);
                    return longer;
                }
            }
        }
        return bytes;
    }
}
