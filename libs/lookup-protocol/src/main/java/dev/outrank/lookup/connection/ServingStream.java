package dev.outrank.lookup.connection;

import io.netty.buffer.ByteBuf;

/** One request at the shard's end. Thread-safe. */
public final class ServingStream {

    private final ServingConnection connection;
    private final int id;
    private volatile boolean cancelled;

    ServingStream(ServingConnection connection, int id) {
        this.connection = connection;
        this.id = id;
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

    void cancel() {
        cancelled = true;
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
