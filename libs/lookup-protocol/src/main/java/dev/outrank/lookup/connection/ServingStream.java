package dev.outrank.lookup.connection;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/** One request at the shard's end. Thread-safe, except where it says otherwise. */
public final class ServingStream {

    private final ServingConnection connection;
    private final int id;
    private final long arrivedNanos;
    private @Nullable Runnable whenCancelled;
    private volatile boolean cancelled;

    ServingStream(ServingConnection connection, int id, long arrivedNanos) {
        this.connection = connection;
        this.id = id;
        this.arrivedNanos = arrivedNanos;
    }

    /** Returns when the last bytes of its request were read, by {@link System#nanoTime()}: before those of requests that were read together with it. */
    public long arrivedNanos() {
        return arrivedNanos;
    }

    /** Returns the caller's number for it. */
    public int id() {
        return id;
    }

    /** Returns whether nobody waits any more: the caller has said so, or has gone. */
    public boolean isCancelled() {
        return cancelled;
    }

    /** Returns whether so much waits for this peer to read it that nothing should be pooled for it. */
    public boolean isCongested() {
        return connection.isCongested();
    }

    /** Has an action run on the event loop once nobody waits any more. For the event loop, while the request is handed over. */
    public void whenCancelled(Runnable action) {
        if (cancelled) {
            action.run();
        } else {
            whenCancelled = action;
        }
    }

    void cancel() {
        cancelled = true;
        Runnable action = whenCancelled;
        whenCancelled = null;
        if (action != null) {
            action.run();
        }
    }

    /**
     * Takes over an answer.
     *
     * @param last whether this ends the stream, as each stream must be ended once
     */
    public void answer(ByteBuf frame, boolean last) {
        connection.answer(this, frame, last);
    }

    /** Ends the stream without an answer, where nobody waits. */
    public void end() {
        connection.answer(this, null, true);
    }
}
