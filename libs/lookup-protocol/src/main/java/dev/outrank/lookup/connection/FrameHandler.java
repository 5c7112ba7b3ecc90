package dev.outrank.lookup.connection;

import dev.outrank.lookup.FrameException;
import dev.outrank.lookup.FrameType;
import dev.outrank.lookup.LookupFrames;
import dev.outrank.lookup.connection.LookupConnectionException.Kind;
import io.netty.buffer.ByteBuf;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.util.ReferenceCountUtil;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What both ends of a connection have in common: frames out of bytes, signs of life, flushing once a turn, and one reason for the end. */
abstract class FrameHandler extends ChannelInboundHandlerAdapter {

    private static final int TICKS = 4;

    /** Bytes that are read at a time: several short answers, where they come together. */
    private static final int LEAST_READ = 4 << 10;

    private static final int FIRST_READ = 64 << 10;
    private static final int MOST_READ = 256 << 10;

    final ConnectionSettings settings;
    private @Nullable ChannelHandlerContext context;
    private @Nullable FrameAssembler assembler;
    private @Nullable LookupConnectionException end;
    private @Nullable Future<?> ticking;
    private boolean reading;
    private boolean unflushed;
    private long lastReadNanos;
    private long unwritableSinceNanos;

    FrameHandler(ConnectionSettings settings) {
        this.settings = settings;
    }

    /** Takes over one frame. */
    abstract void frame(FrameType type, ByteBuf frame);

    /** The connection is over; called once, on the event loop. */
    abstract void ended(LookupConnectionException reason);

    /** Looks after the peer from time to time. */
    abstract void tick(long quietNanos);

    /** The context; only once the handler is in a pipeline. */
    final ChannelHandlerContext context() {
        ChannelHandlerContext present = context;
        if (present == null) {
            throw new IllegalStateException("connection: not in a pipeline yet (expected: a channel)");
        }
        return present;
    }

    /** Returns why the connection is over, or null while it is not. Event loop only. */
    final @Nullable LookupConnectionException end() {
        return end;
    }

    /** Returns when something was read last. Event loop only. */
    final long lastReadNanos() {
        return lastReadNanos;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
        ChannelConfig config = added.channel().config();
        // By default one frame of 64 KB would already count as a peer that does not read.
        config.setWriteBufferWaterMark(
                new WriteBufferWaterMark(settings.maxUnsentBytes() / 2, settings.maxUnsentBytes()));
        FrameAssembler frames = new FrameAssembler(settings.maxFrameBytes(), added.alloc());
        assembler = frames;
        if (!settings.encrypted()) {
            AdaptiveRecvByteBufAllocator sizes = new AdaptiveRecvByteBufAllocator(LEAST_READ, FIRST_READ, MOST_READ);
            // One that is set later does not get the channel's own number, and would return to the event loop after
            // each read.
            sizes.maxMessagesPerRead(added.channel().metadata().defaultMaxMessagesPerRead());
            config.setRecvByteBufAllocator(new FrameReceiver(frames, sizes));
        }
        if (added.channel().isActive()) {
            begin(added);
        }
    }

    @Override
    public void channelActive(ChannelHandlerContext active) {
        active.fireChannelActive();
        begin(active);
    }

    private void begin(ChannelHandlerContext active) {
        lastReadNanos = System.nanoTime();
        // Whoever reads reactively would wait to be asked; frames are read as they come.
        active.channel().config().setAutoRead(true);
        long nanos = Math.max(
                1_000_000,
                Math.min(settings.quiet().toNanos(), settings.patience().toNanos()) / TICKS);
        if (ticking == null) {
            ticking = active.channel().eventLoop().scheduleAtFixedRate(this::tick, nanos, nanos, TimeUnit.NANOSECONDS);
        }
    }

    private void tick() {
        long now = System.nanoTime();
        boolean stuck = !context().channel().isWritable()
                && now - unwritableSinceNanos > settings.patience().toNanos();
        if (stuck) {
            end(new LookupConnectionException(
                    Kind.SILENT,
                    "peer: took nothing for " + settings.patience() + " (expected: to read what is sent to it)",
                    null));
        } else {
            tick(now - lastReadNanos);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext from, Object message) {
        FrameAssembler frames = assembler;
        if (end != null || frames == null || !(message instanceof ByteBuf bytes)) {
            ReferenceCountUtil.release(message);
            return;
        }
        reading = true;
        lastReadNanos = System.nanoTime();
        try {
            frames.read(bytes, this::typed);
        } catch (FrameException e) {
            malformed(e);
        }
    }

    private void typed(ByteBuf frame) {
        if (end == null) {
            frame(LookupFrames.type(frame), frame);
        } else {
            frame.release();
        }
    }

    /** What arrived is no frame. */
    void malformed(FrameException cause) {
        end(LookupConnectionException.corrupt(cause));
    }

    /** Checks a frame without a body and releases it. */
    static void consumeControl(ByteBuf frame) {
        try {
            LookupFrames.requireControl(frame);
        } finally {
            frame.release();
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext from) {
        reading = false;
        flushNow();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext from) {
        unwritableSinceNanos = System.nanoTime();
    }

    /** Writes a frame, which is flushed at the end of this turn. Event loop only. */
    @SuppressWarnings("FutureReturnValueIgnored") // A failure to write closes the channel.
    final void write(ByteBuf frame) {
        ChannelHandlerContext to = context();
        unflushed = true;
        to.write(frame, settings.encrypted() ? to.newPromise() : to.voidPromise());
    }

    /** Flushes what was written, unless the frames that are just being read will do so. */
    final void flush() {
        if (!reading) {
            flushNow();
        }
    }

    private void flushNow() {
        if (unflushed) {
            unflushed = false;
            context().flush();
        }
    }

    /** Ends the connection; only the first reason counts. Event loop only. */
    @SuppressWarnings("FutureReturnValueIgnored") // Nobody waits for the close.
    final void end(LookupConnectionException reason) {
        if (end != null) {
            return;
        }
        end = reason;
        Future<?> ticks = ticking;
        if (ticks != null) {
            ticks.cancel(false);
        }
        flushNow();
        context().close();
        FrameAssembler frames = assembler;
        if (frames != null) {
            frames.close();
        }
        ended(reason);
    }

    @Override
    public void channelInactive(ChannelHandlerContext inactive) {
        end(LookupConnectionException.lost(null));
        inactive.fireChannelInactive();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext removed) {
        end(LookupConnectionException.lost(null));
    }

    @Override
    @SuppressWarnings("deprecation") // Deprecated for outbound handlers; this is an inbound one.
    public void exceptionCaught(ChannelHandlerContext from, Throwable cause) {
        boolean begun = ticking != null;
        end(LookupConnectionException.lost(cause));
        if (!begun) {
            // A handshake has failed; whoever connects waits to hear of it.
            from.fireExceptionCaught(cause);
        }
    }
}
