package dev.outrank.ranking.memory;

import dev.outrank.ranking.lifetime.Leases;
import java.util.ArrayList;
import java.util.List;

/**
 * What one request holds in memory that is used again. Given back once the request has {@linkplain #end ended} and nobody {@linkplain #hold holds} it.
 * Thread-safe but for {@link #arrays}, which is for one thread at a time, within a hold.
 */
public final class RequestMemory {

    private final RequestArrays arrays;
    private final Leases holds = new Leases(this::giveBack);

    // All below is guarded by this.
    private final List<Runnable> owned = new ArrayList<>(2);
    private boolean readOn;
    private boolean closed;

    private RequestMemory(RequestArrays arrays) {
        this.arrays = arrays;
    }

    /** Returns the memory of a request whose arrays come from a pool. */
    public static RequestMemory of(ArrayPool pool) {
        return new RequestMemory(RequestArrays.of(pool));
    }

    /** Returns the memory of a request whose arrays are its own. */
    public static RequestMemory unpooled() {
        return new RequestMemory(RequestArrays.unpooled());
    }

    /** Returns the request's arrays; only within a hold. */
    public RequestArrays arrays() {
        return arrays;
    }

    /** Returns false where everything was given back; else the caller may use the memory until {@link #release}. */
    public boolean hold() {
        return holds.tryAcquire();
    }

    /** Ends one hold. */
    public void release() {
        holds.release();
    }

    /** Has something given back with the rest; at once where that has happened already. */
    public void own(Runnable giveBack) {
        synchronized (this) {
            if (!closed) {
                owned.add(giveBack);
                return;
            }
        }
        giveBack.run();
    }

    /** Says that somebody may read the arrays even after the last hold: they are not to be used again. */
    public synchronized void mayBeReadOn() {
        readOn = true;
    }

    /** The request has ended, one way or another; a second call does nothing. */
    public void end() {
        holds.retire();
    }

    private synchronized void giveBack() {
        closed = true;
        if (readOn) {
            arrays.forget();
        } else {
            arrays.giveAllBack();
        }
        owned.forEach(Runnable::run);
        owned.clear();
    }
}
