package dev.outrank.lookup.connection;

import dev.outrank.lookup.LookupAnswer;
import dev.outrank.lookup.LookupError;
import dev.outrank.lookup.LookupResponse;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * One request on a connection, for the one who waits for its answers. Told everything on the connection's event loop, and nothing after its end:
 * the last answer, {@link #failed} or {@link #expired}; nor after it was cancelled there.
 */
public abstract class LookupCall {

    /** For {@link #lateAt}: not at all. */
    public static final long NEVER = Long.MAX_VALUE;

    private final long deadlineNanos;
    private long lateNanos = NEVER;
    private int streamId;
    private int sentBytes;
    private int receivedBytes;
    private @Nullable ByteBuf request;
    private volatile boolean cancelled;

    /**
     * Makes a call that is not sent yet.
     *
     * @param deadlineNanos when its time is over, by {@link System#nanoTime()}
     */
    protected LookupCall(long deadlineNanos) {
        this.deadlineNanos = deadlineNanos;
    }

    /** Takes over vectors; {@code response.hasMore()} says whether others follow. */
    protected abstract void pooled(LookupResponse response);

    /** The shard refused, which ends the call. */
    protected abstract void refused(LookupError error);

    /** The connection ended before the answer did. */
    protected abstract void failed(LookupConnectionException reason);

    /** The time is over; the shard is told that nobody waits. */
    protected abstract void expired();

    /** No answer has come by {@link #lateAt}; the call goes on. Does nothing here. */
    protected void late() {}

    /**
     * Asks to be told once when no first answer has come by a time. To be called before the call is sent.
     *
     * @param nanos by {@link System#nanoTime()}
     */
    protected final void lateAt(long nanos) {
        lateNanos = nanos;
    }

    /** Returns the earliest time at which there is something to tell. */
    final long alarmNanos() {
        return lateNanos == NEVER || deadlineNanos - lateNanos < 0 ? deadlineNanos : lateNanos;
    }

    final void answered(LookupAnswer answer, int frameBytes) {
        receivedBytes += frameBytes;
        lateNanos = NEVER;
        switch (answer) {
            case LookupAnswer.Pooled(LookupResponse response) -> pooled(response);
            case LookupAnswer.Refused(LookupError error) -> refused(error);
        }
    }

    /** Returns when the time is over. */
    public final long deadlineNanos() {
        return deadlineNanos;
    }

    /** Returns the bytes of the request's frame, 0 before it was sent. */
    public final int sentBytes() {
        return sentBytes;
    }

    /** Returns the bytes of the answers' frames so far; for the connection's event loop. */
    public final int receivedBytes() {
        return receivedBytes;
    }

    /** Says how many bytes it took where no {@link LookupConnection} carried it. */
    protected final void carried(int sent, int received) {
        sentBytes = sent;
        receivedBytes = received;
    }

    final int streamId() {
        return streamId;
    }

    final void prepare(int stream, ByteBuf frame) {
        streamId = stream;
        sentBytes = frame.readableBytes();
        request = frame;
    }

    /** Returns the frame to send, now the caller's; null where it was taken. */
    final @Nullable ByteBuf takeRequest() {
        ByteBuf frame = request;
        request = null;
        return frame;
    }

    final boolean isCancelled() {
        return cancelled;
    }

    final void cancel() {
        cancelled = true;
    }
}
