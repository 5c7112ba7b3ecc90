package dev.outrank.lookup.connection;

import dev.outrank.lookup.FrameException;
import dev.outrank.lookup.FrameType;
import dev.outrank.lookup.LookupError;
import dev.outrank.lookup.LookupErrorCode;
import dev.outrank.lookup.LookupFrames;
import dev.outrank.lookup.connection.LookupConnectionException.Kind;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.util.collection.IntObjectHashMap;
import io.netty.util.collection.IntObjectMap;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** The shard's end of a connection. {@link #goAway} is for any thread. */
public final class ServingConnection extends FrameHandler {

    private static final int NO_STREAM = 0;

    /** An answer on its way to the event loop. */
    private record Handed(ServingStream stream, @Nullable ByteBuf frame, boolean last) {}

    private final RequestHandler handler;
    private final IntObjectMap<ServingStream> streams = new IntObjectHashMap<>();
    private final Queue<Handed> handedOver = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean drainScheduled = new AtomicBoolean();
    private final Runnable drain = this::drain;
    private boolean goingAway;
    private boolean peerGoesAway;
    private boolean closing;

    /** Makes the handler of one channel. */
    public ServingConnection(ConnectionSettings settings, RequestHandler handler) {
        super(settings);
        this.handler = handler;
    }

    boolean isCongested() {
        Channel channel = context().channel();
        return channel.bytesBeforeWritable() > settings.maxUnsentBytes();
    }

    /** Tells the caller to take new requests elsewhere; the connection is closed when those that came were answered. */
    public void goAway() {
        context().executor().execute(() -> {
            if (!goingAway && end() == null) {
                goingAway = true;
                write(LookupFrames.encodeControl(
                        FrameType.GOAWAY, NO_STREAM, context().alloc()));
                flush();
            }
        });
    }

    @Override
    void frame(FrameType type, ByteBuf frame) {
        switch (type) {
            case REQUEST -> request(frame);
            case CANCEL -> {
                int stream = LookupFrames.streamId(frame);
                consumeControl(frame);
                ServingStream open = streams.get(stream);
                if (open != null) {
                    open.cancel();
                }
            }
            case PING -> {
                int stream = LookupFrames.streamId(frame);
                consumeControl(frame);
                write(LookupFrames.encodeControl(
                        FrameType.PING, stream, context().alloc()));
            }
            case GOAWAY -> {
                consumeControl(frame);
                peerGoesAway = true;
                closeIfDrained();
            }
            case RESPONSE, ERROR -> {
                frame.release();
                throw new FrameException("type: " + type + " (expected: a request)");
            }
        }
    }

    private void request(ByteBuf frame) {
        int id = LookupFrames.streamId(frame);
        if (id == NO_STREAM || streams.containsKey(id)) {
            frame.release();
            throw new FrameException("streamId: " + id + " (expected: not 0, and none that is open)");
        }
        if (streams.size() >= settings.maxStreams()) {
            frame.release();
            write(handler.refusal(
                    LookupError.of(
                            LookupErrorCode.OVERLOADED,
                            "streams: " + streams.size() + " are open on this connection (expected: fewer than "
                                    + settings.maxStreams() + ")"),
                    id));
            return;
        }
        ServingStream stream = new ServingStream(this, id, lastReadNanos());
        streams.put(id, stream);
        handler.request(stream, frame);
    }

    void answer(ServingStream stream, @Nullable ByteBuf frame, boolean last) {
        ChannelHandlerContext to = context();
        if (to.executor().inEventLoop()) {
            process(stream, frame, last);
            flush();
            return;
        }
        handedOver.add(new Handed(stream, frame, last));
        if (!drainScheduled.get() && drainScheduled.compareAndSet(false, true)) {
            try {
                to.executor().execute(drain);
            } catch (RejectedExecutionException e) {
                // The event loops have ended, and with them every connection.
                drainNowhere();
            }
        }
    }

    private void drain() {
        drainScheduled.set(false);
        Handed handed;
        while ((handed = handedOver.poll()) != null) {
            process(handed.stream(), handed.frame(), handed.last());
        }
        flush();
    }

    private void drainNowhere() {
        Handed handed;
        while ((handed = handedOver.poll()) != null) {
            ByteBuf frame = handed.frame();
            if (frame != null) {
                frame.release();
            }
        }
    }

    private void process(ServingStream stream, @Nullable ByteBuf frame, boolean last) {
        if (last) {
            streams.remove(stream.id());
        }
        if (frame != null) {
            if (end() != null || stream.isCancelled()) {
                frame.release();
            } else {
                write(frame);
            }
        }
        if (last) {
            closeIfDrained();
        }
    }

    /** Closes behind the last answer: to close at once would drop what the peer has not taken yet. */
    private void closeIfDrained() {
        if (peerGoesAway && streams.isEmpty() && !closing && end() == null) {
            closing = true;
            context()
                    .writeAndFlush(Unpooled.EMPTY_BUFFER)
                    .addListener(written -> end(new LookupConnectionException(
                            Kind.CLOSED, "connection closed (expected: an open one)", null)));
        }
    }

    /** A peer that does not read is not read from either. */
    @Override
    public void channelWritabilityChanged(ChannelHandlerContext from) {
        super.channelWritabilityChanged(from);
        from.channel().config().setAutoRead(from.channel().isWritable());
    }

    /** Says what was wrong before it closes. */
    @Override
    void malformed(FrameException cause) {
        LookupError error = LookupError.of(LookupErrorCode.BAD_FRAME, String.valueOf(cause.getMessage()));
        write(handler.refusal(error, NO_STREAM));
        super.malformed(cause);
    }

    @Override
    void tick(long quietNanos) {
        // Callers give a sign of life each time that they have heard nothing for a while.
        long most = settings.quiet().plus(settings.patience()).toNanos();
        if (quietNanos > most
                && streams.isEmpty()
                && context().channel().config().isAutoRead()) {
            end(new LookupConnectionException(
                    Kind.SILENT,
                    "peer: silent for " + quietNanos / 1_000_000 + " ms (expected: a sign of life)",
                    null));
        }
    }

    @Override
    void ended(LookupConnectionException reason) {
        // A cancelled stream may end, and leave the map, at once.
        List.copyOf(streams.values()).forEach(ServingStream::cancel);
        drain();
    }
}
