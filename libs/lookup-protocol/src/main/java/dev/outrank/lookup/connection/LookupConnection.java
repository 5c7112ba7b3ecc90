package dev.outrank.lookup.connection;

import dev.outrank.lookup.FrameException;
import dev.outrank.lookup.FrameType;
import dev.outrank.lookup.LookupAnswer;
import dev.outrank.lookup.LookupError;
import dev.outrank.lookup.LookupFrames;
import dev.outrank.lookup.LookupRequest;
import dev.outrank.lookup.LookupResponse;
import dev.outrank.lookup.connection.LookupConnectionException.Kind;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.util.collection.IntObjectHashMap;
import io.netty.util.collection.IntObjectMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The caller's end: many calls at a time on one connection. {@link #send}, {@link #cancel} and {@link #close} are for any thread. */
public final class LookupConnection extends FrameHandler {

    /** Told on the event loop what becomes of the connection. */
    public interface Listener {

        /** The peer takes no new calls. */
        void draining();

        /** It is over. */
        void ended(LookupConnectionException reason);
    }

    /** What becomes of a call that is to be sent. */
    public enum Sending {
        /** It is on its way. */
        SENT,
        /** The connection ends, and takes no new calls. */
        DRAINING,
        /** The peer does not read what was sent before. */
        UNWRITABLE,
        /** As many calls are under way as there may be. */
        FULL
    }

    /** The stream of errors that concern the connection; calls begin at 1. */
    private static final int NO_STREAM = 0;

    private final Listener listener;
    private final IntObjectMap<LookupCall> streams = new IntObjectHashMap<>();
    private final Queue<LookupCall> handedOver = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean draining = new AtomicBoolean();
    private final AtomicBoolean drainScheduled = new AtomicBoolean();
    private final AtomicInteger outstanding = new AtomicInteger();
    private final AtomicInteger lastStream = new AtomicInteger(NO_STREAM);
    private final Runnable drain = this::drain;
    private @Nullable Future<?> sweep;
    private long sweepNanos;
    /** Whether the peer was told that no call follows. */
    private boolean parted;

    /** Makes the handler of a channel to come. */
    public LookupConnection(ConnectionSettings settings, Listener listener) {
        super(settings);
        this.listener = listener;
    }

    /** Returns how many calls are under way. */
    public int outstanding() {
        return outstanding.get();
    }

    /** Returns whether calls may be sent, as far as anybody knows. */
    public boolean isOpen() {
        return !draining.get();
    }

    /** Sends as {@link #trySend} does, and returns whether it did. */
    public boolean send(LookupRequest request, LookupCall call) {
        return trySend(request, call) == Sending.SENT;
    }

    /**
     * Sends a request whose answers go to the call, which hears of nothing before this has returned, unless this thread is the event loop.
     *
     * @return why the connection takes no more calls at present, in which case nothing happened; else {@code SENT}
     * @throws FrameException if the request cannot travel
     */
    public Sending trySend(LookupRequest request, LookupCall call) {
        if (draining.get()) {
            return Sending.DRAINING;
        }
        if (!context().channel().isWritable()) {
            return Sending.UNWRITABLE;
        }
        if (outstanding.incrementAndGet() > settings.maxStreams()) {
            outstanding.decrementAndGet();
            return Sending.FULL;
        }
        boolean sent = false;
        try {
            int stream = lastStream.updateAndGet(last -> last == Integer.MAX_VALUE ? 1 : last + 1);
            call.prepare(
                    stream,
                    LookupFrames.encodeRequest(request, stream, context().alloc()));
            sent = true;
        } finally {
            if (!sent) {
                outstanding.decrementAndGet();
            }
        }
        handOver(call);
        return Sending.SENT;
    }

    /** Gives a call up: nothing more is heard of it, and the shard is told. */
    public void cancel(LookupCall call) {
        call.cancel();
        handOver(call);
    }

    private void handOver(LookupCall call) {
        ChannelHandlerContext to = context();
        if (to.executor().inEventLoop()) {
            process(call);
            flush();
            return;
        }
        handedOver.add(call);
        if (!drainScheduled.get() && drainScheduled.compareAndSet(false, true)) {
            try {
                to.executor().execute(drain);
            } catch (RejectedExecutionException e) {
                // The event loops have ended, and with them every connection.
                abandon();
            }
        }
    }

    private void drain() {
        drainScheduled.set(false);
        LookupCall call;
        while ((call = handedOver.poll()) != null) {
            process(call);
        }
        flush();
    }

    private void abandon() {
        LookupCall call;
        while ((call = handedOver.poll()) != null) {
            ByteBuf request = call.takeRequest();
            if (request != null) {
                request.release();
                call.failed(LookupConnectionException.lost(null));
            }
        }
    }

    private void process(LookupCall call) {
        ByteBuf request = call.takeRequest();
        if (request == null) {
            if (call.isCancelled()) {
                forget(call);
            }
            return;
        }
        LookupConnectionException over = end() == null && parted ? closed() : end();
        if (call.isCancelled() || over != null) {
            request.release();
            outstanding.decrementAndGet();
            if (over != null && !call.isCancelled()) {
                call.failed(over);
            }
            closeIfDrained();
            return;
        }
        streams.put(call.streamId(), call);
        write(request);
        sweepBy(call.alarmNanos());
    }

    @SuppressWarnings("ReferenceEquality") // Another call may have the number by now.
    private void forget(LookupCall call) {
        if (streams.get(call.streamId()) == call) {
            remove(call);
            sendControl(FrameType.CANCEL, call.streamId());
            closeIfDrained();
        }
    }

    private void remove(LookupCall call) {
        streams.remove(call.streamId());
        outstanding.decrementAndGet();
    }

    private void sendControl(FrameType type, int stream) {
        if (end() == null) {
            write(LookupFrames.encodeControl(type, stream, context().alloc()));
        }
    }

    /** One timer for all calls: it runs at the earliest time at which one has to be told something, and then finds the next. */
    private void sweepBy(long alarmNanos) {
        Future<?> pending = sweep;
        if (pending == null || alarmNanos - sweepNanos < 0) {
            if (pending != null) {
                pending.cancel(false);
            }
            sweepNanos = alarmNanos;
            long delay = Math.max(0, alarmNanos - System.nanoTime());
            sweep = context().executor().schedule(this::sweep, delay, TimeUnit.NANOSECONDS);
        }
    }

    private void sweep() {
        sweep = null;
        long now = System.nanoTime();
        List<LookupCall> expired = new ArrayList<>();
        List<LookupCall> late = new ArrayList<>();
        long next = Long.MAX_VALUE;
        for (LookupCall call : streams.values()) {
            if (call.deadlineNanos() - now <= 0) {
                expired.add(call);
                continue;
            }
            if (call.alarmNanos() - now <= 0) {
                late.add(call);
                call.lateAt(LookupCall.NEVER);
            }
            next = Math.min(next, call.alarmNanos() - now);
        }
        // Before anybody is told: they may send calls of their own.
        if (next != Long.MAX_VALUE) {
            sweepBy(now + next);
        }
        for (LookupCall call : expired) {
            forget(call);
            call.expired();
        }
        for (LookupCall call : late) {
            if (!call.isCancelled()) {
                call.late();
            }
        }
        flush();
    }

    @Override
    void frame(FrameType type, ByteBuf frame) {
        switch (type) {
            case RESPONSE, ERROR -> answer(frame);
            case PING -> consumeControl(frame);
            case GOAWAY -> {
                consumeControl(frame);
                goAway();
            }
            case REQUEST, CANCEL -> {
                frame.release();
                throw new FrameException("type: " + type + " (expected: an answer)");
            }
        }
    }

    private void answer(ByteBuf frame) {
        int stream = LookupFrames.streamId(frame);
        int bytes = frame.readableBytes();
        // Also where nobody waits any more: a corrupt stream id would else leave the one who does waiting.
        LookupAnswer answer = LookupFrames.decodeAnswer(frame);
        LookupCall call = streams.get(stream);
        if (call == null || call.isCancelled()) {
            ignore(stream, answer);
            return;
        }
        boolean more = answer instanceof LookupAnswer.Pooled(LookupResponse response) && response.hasMore();
        if (!more) {
            remove(call);
        }
        call.answered(answer, bytes);
        if (!more) {
            closeIfDrained();
        }
    }

    private static void ignore(int stream, LookupAnswer answer) {
        switch (answer) {
            case LookupAnswer.Pooled(LookupResponse response) -> response.close();
            case LookupAnswer.Refused(LookupError error) -> {
                if (stream == NO_STREAM) {
                    throw new FrameException("peer: " + error.message());
                }
            }
        }
    }

    private void goAway() {
        if (!draining.getAndSet(true)) {
            // Calls that were taken before are sent before; those that come now, from threads that had looked a moment
            // ago, are not.
            drain();
            parted = true;
            sendControl(FrameType.GOAWAY, NO_STREAM);
            listener.draining();
            context().executor().execute(this::closeIfDrained);
        }
    }

    /** Ends it at once, since its peer says nothing while others do: the calls under way fail. */
    public void giveUp() {
        context()
                .executor()
                .execute(() -> end(new LookupConnectionException(
                        Kind.SILENT, "peer: given up, as it says nothing (expected: an answer)", null)));
    }

    /** Closes once every call was answered; calls that come meanwhile are not taken. */
    public void close() {
        draining.set(true);
        context().executor().execute(this::closeIfDrained);
    }

    private void closeIfDrained() {
        if (draining.get() && outstanding.get() == 0) {
            end(closed());
        }
    }

    private static LookupConnectionException closed() {
        return new LookupConnectionException(Kind.CLOSED, "connection closed (expected: an open one)", null);
    }

    @Override
    void tick(long quietNanos) {
        if (quietNanos > settings.quiet().plus(settings.patience()).toNanos()) {
            end(new LookupConnectionException(
                    Kind.SILENT,
                    "peer: silent for " + quietNanos / 1_000_000 + " ms (expected: a sign of life)",
                    null));
        } else if (quietNanos > settings.quiet().toNanos()) {
            sendControl(FrameType.PING, NO_STREAM);
            flush();
        }
    }

    @Override
    void ended(LookupConnectionException reason) {
        draining.set(true);
        Future<?> pending = sweep;
        if (pending != null) {
            pending.cancel(false);
        }
        List<LookupCall> open = new ArrayList<>(streams.values());
        streams.clear();
        outstanding.addAndGet(-open.size());
        listener.ended(reason);
        for (LookupCall call : open) {
            if (!call.isCancelled()) {
                call.failed(reason);
            }
        }
        drain();
    }
}
