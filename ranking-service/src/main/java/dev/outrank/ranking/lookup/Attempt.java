package dev.outrank.ranking.lookup;

import dev.outrank.lookup.FrameException;
import dev.outrank.lookup.LookupAnswer;
import dev.outrank.lookup.LookupError;
import dev.outrank.lookup.LookupRequest;
import dev.outrank.lookup.LookupResponse;
import dev.outrank.lookup.connection.LookupCall;
import dev.outrank.lookup.connection.LookupConnection;
import dev.outrank.lookup.connection.LookupConnectionException;
import dev.outrank.ranking.request.ShardUnavailableException;
import dev.outrank.replica.CallPermission;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** One sending of a lookup to one replica; tells its listener what comes of it, and the replica's health how it went. */
final class Attempt extends LookupCall {

    /** Hears of one or two attempts of a call. What it is given is its own. */
    interface Listener {

        /** A part of the answer, which others follow. */
        void part(Attempt attempt, LookupAnswer part);

        /** The last part of the answer. */
        void last(Attempt attempt, LookupAnswer answer);

        /** The replica would not. */
        void refused(Attempt attempt, LookupError error);

        /** No answer will come. */
        void lost(Attempt attempt, Throwable cause);

        /** The time is over. */
        void expired(Attempt attempt);

        /** No answer yet by the time at which another replica may be asked. */
        void late(Attempt attempt);
    }

    private final LookupRequest request;
    private final ShardReplica replica;
    private final CallPermission permission;
    private final Listener listener;
    private final long lateNanos;
    private final AtomicBoolean over = new AtomicBoolean();
    private volatile @Nullable Runnable abortion;
    private volatile int bodyBytes;

    /**
     * Makes an attempt that is not sent yet.
     *
     * @param request with what is left of the time now
     * @param lateNanos when it is late, by {@link System#nanoTime()}; {@link LookupCall#NEVER} for never
     */
    Attempt(
            LookupRequest request,
            ShardReplica replica,
            CallPermission permission,
            Listener listener,
            long deadlineNanos,
            long lateNanos) {
        super(deadlineNanos);
        this.request = request;
        this.replica = replica;
        this.permission = permission;
        this.listener = listener;
        this.lateNanos = lateNanos;
        lateAt(lateNanos);
    }

    LookupRequest request() {
        return request;
    }

    ShardReplica replica() {
        return replica;
    }

    /** Returns when it is late; {@link LookupCall#NEVER} for never. */
    long lateNanos() {
        return lateNanos;
    }

    void send() {
        replica.way().send(this);
    }

    /** Sends it on an open connection. */
    void sendOn(LookupConnection chosen) {
        if (over.get()) {
            return;
        }
        try {
            LookupConnection.Sending sending = chosen.trySend(request, this);
            if (sending != LookupConnection.Sending.SENT) {
                unsent(new ShardUnavailableException(service() + ": " + why(sending, chosen)));
                return;
            }
            replica.meters().bytes().sent(sentBytes());
            abortBy(() -> chosen.cancel(this));
        } catch (FrameException e) {
            unsent(e);
        } catch (RuntimeException | OutOfMemoryError e) {
            // Of direct buffers, most likely. Whatever it is, the replica's permission must be told, or it has a call
            // under way for ever.
            unsent(new ShardUnavailableException(service() + ": " + e + " (expected: a lookup that can be sent)", e));
        }
    }

    /** It is sent as the body of a request of its own, and not on a connection of many. */
    void sentAsBody(int bytes) {
        bodyBytes = bytes;
        replica.meters().bytes().sent(bytes);
    }

    /** Returns the bytes of the frame, 0 before it was sent. */
    int frameBytes() {
        int bytes = bodyBytes;
        return bytes == 0 ? sentBytes() : bytes;
    }

    private static String why(LookupConnection.Sending sending, LookupConnection chosen) {
        return switch (sending) {
            case FULL ->
                "too many lookups under way, " + chosen.outstanding()
                        + " on this connection (expected: a shard that keeps up)";
            case DRAINING -> "connection takes no new lookups (expected: a shard that stays)";
            case UNWRITABLE -> "lookups wait to be read (expected: a shard that reads what it is sent)";
            case SENT -> throw new IllegalArgumentException("sending: " + sending + " (expected: one that failed)");
        };
    }

    /** Sets what ends it early. */
    void abortBy(Runnable abort) {
        abortion = abort;
        if (over.get()) {
            abort.run();
        }
    }

    private String service() {
        return replica.meters().service();
    }

    @Override
    protected void pooled(LookupResponse response) {
        LookupAnswer answer = new LookupAnswer.Pooled(response);
        if (response.hasMore()) {
            if (over.get()) {
                BodyFrames.discard(answer);
            } else {
                permission.lives();
                listener.part(this, answer);
            }
        } else if (over.compareAndSet(false, true)) {
            permission.succeeded();
            replica.meters().bytes().received(receivedBytes());
            listener.last(this, answer);
        } else {
            BodyFrames.discard(answer);
        }
    }

    @Override
    protected void refused(LookupError error) {
        if (over.compareAndSet(false, true)) {
            switch (error.code()) {
                case INTERNAL -> permission.failed(new ShardUnavailableException(error.message()));
                case UNKNOWN_MODEL, WRONG_SHARD, OVERLOADED -> permission.refused();
                case BAD_FRAME, ID_OUT_OF_RANGE, EXPIRED -> permission.rejected();
            }
            replica.meters().bytes().received(receivedBytes());
            listener.refused(this, error);
        }
    }

    @Override
    protected void failed(LookupConnectionException reason) {
        ShardUnavailableException failure =
                new ShardUnavailableException(service() + ": " + reason.getMessage(), reason);
        if (reason.kind() == LookupConnectionException.Kind.CLOSED) {
            unsent(failure);
        } else {
            lost(failure);
        }
    }

    /** No answer comes, and the replica or the network is to blame. */
    void lost(Throwable cause) {
        if (over.compareAndSet(false, true)) {
            permission.failed(cause);
            listener.lost(this, cause);
        }
    }

    /** There is no connection. */
    void unreachable(Throwable cause) {
        lost(TransportFailures.of(service(), cause));
    }

    /** It did not leave, for what the replica is not to blame for. */
    private void unsent(Throwable cause) {
        if (over.compareAndSet(false, true)) {
            permission.released();
            listener.lost(this, cause);
        }
    }

    @Override
    protected void expired() {
        if (over.compareAndSet(false, true)) {
            permission.abandoned();
            listener.expired(this);
        }
    }

    @Override
    protected void late() {
        if (!over.get()) {
            listener.late(this);
        }
    }

    /** Another one has answered. */
    void overtaken() {
        if (over.compareAndSet(false, true)) {
            permission.overtaken();
            abort();
        }
    }

    /** Nobody waits any more. */
    void abandoned() {
        if (over.compareAndSet(false, true)) {
            permission.abandoned();
            abort();
        }
    }

    private void abort() {
        Runnable abort = abortion;
        if (abort != null) {
            abort.run();
        }
    }
}
