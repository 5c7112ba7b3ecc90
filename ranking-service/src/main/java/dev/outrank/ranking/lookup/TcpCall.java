package dev.outrank.ranking.lookup;

import dev.outrank.lookup.FrameException;
import dev.outrank.lookup.LookupAnswer;
import dev.outrank.lookup.LookupError;
import dev.outrank.lookup.LookupRequest;
import dev.outrank.lookup.LookupResponse;
import dev.outrank.lookup.connection.LookupCall;
import dev.outrank.lookup.connection.LookupConnection;
import dev.outrank.lookup.connection.LookupConnectionException;
import dev.outrank.ranking.lookup.ShardReplicas.Outcome;
import dev.outrank.ranking.request.DeadlineExceededException;
import dev.outrank.ranking.request.ShardUnavailableException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Operators;

/**
 * One lookup under way: what the subscriber sees of it, and what breaker and timer are told. Parts that come faster than they are asked for wait
 * here.
 */
final class TcpCall extends LookupCall implements Subscription {

    private final LookupRequest request;
    private final ShardReplicas shard;
    private final ShardBreakers.Call permission;
    private final CoreSubscriber<? super LookupAnswer> subscriber;
    private final long startedNanos;
    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicLong requested = new AtomicLong();
    private final AtomicInteger draining = new AtomicInteger();
    private final Queue<LookupAnswer> parts = new ConcurrentLinkedQueue<>();
    private volatile @Nullable LookupConnection connection;
    private volatile boolean cancelled;
    private volatile boolean complete;
    private volatile @Nullable Throwable failure;

    TcpCall(
            LookupRequest request,
            ShardReplicas shard,
            ShardBreakers.Call permission,
            CoreSubscriber<? super LookupAnswer> subscriber,
            long startedNanos) {
        super(startedNanos + request.remaining().toNanos());
        this.request = request;
        this.shard = shard;
        this.permission = permission;
        this.subscriber = subscriber;
        this.startedNanos = startedNanos;
    }

    void sendOn(LookupConnection chosen) {
        if (cancelled) {
            return;
        }
        connection = chosen;
        try {
            if (!chosen.send(request, this)) {
                failUnblamed(new ShardUnavailableException(shard.service() + ": too many lookups under way, "
                        + chosen.outstanding() + " on this connection (expected: a shard that keeps up)"));
                return;
            }
            shard.bytes().sent(sentBytes());
            if (cancelled) {
                chosen.cancel(this);
            }
        } catch (FrameException e) {
            failUnblamed(e);
        }
    }

    void nowhere() {
        failUnblamed(new ShardUnavailableException(
                shard.service() + ": no instance known (expected: at least one running embedding service)"));
    }

    void unreachable(Throwable cause) {
        fail(TransportFailures.of(shard.service(), cause));
    }

    @Override
    protected void pooled(LookupResponse response) {
        LookupAnswer answer = new LookupAnswer.Pooled(response);
        if (response.hasMore()) {
            part(answer);
        } else {
            last(answer, Outcome.POOLED);
        }
    }

    @Override
    protected void refused(LookupError error) {
        last(new LookupAnswer.Refused(error), Outcome.REFUSED);
    }

    @Override
    protected void failed(LookupConnectionException reason) {
        fail(new ShardUnavailableException(shard.service() + ": " + reason.getMessage(), reason));
    }

    @Override
    protected void expired() {
        if (over.compareAndSet(false, true)) {
            permission.cancelled();
            shard.record(Outcome.FAILED, elapsed());
            end(new DeadlineExceededException(shard.service() + ": no answer within "
                    + request.remaining().toMillis() + " ms (expected: one by the deadline)"));
        }
    }

    private void part(LookupAnswer answer) {
        if (over.get()) {
            BodyFrames.discard(answer);
        } else {
            parts.add(answer);
            drain();
        }
    }

    private void last(LookupAnswer answer, Outcome outcome) {
        if (!over.compareAndSet(false, true)) {
            BodyFrames.discard(answer);
            return;
        }
        permission.answered(answer);
        shard.bytes().received(receivedBytes());
        shard.record(outcome, elapsed());
        parts.add(answer);
        complete = true;
        drain();
    }

    private void fail(Throwable cause) {
        if (over.compareAndSet(false, true)) {
            permission.failed(cause);
            shard.record(Outcome.FAILED, elapsed());
            end(cause);
        }
    }

    /** Fails for what the shard is not to blame for. */
    private void failUnblamed(Throwable cause) {
        if (over.compareAndSet(false, true)) {
            permission.released();
            shard.record(Outcome.FAILED, elapsed());
            end(cause);
        }
    }

    private void end(Throwable cause) {
        failure = cause;
        complete = true;
        drain();
    }

    private long elapsed() {
        return System.nanoTime() - startedNanos;
    }

    @Override
    public void request(long count) {
        if (Operators.validate(count)) {
            requested.updateAndGet(before -> Operators.addCap(before, count));
            drain();
        }
    }

    @Override
    public void cancel() {
        cancelled = true;
        if (over.compareAndSet(false, true)) {
            permission.cancelled();
            shard.record(Outcome.CANCELLED, elapsed());
            LookupConnection sent = connection;
            if (sent != null) {
                sent.cancel(this);
            }
        }
        drain();
    }

    /** Gives the subscriber what it has asked for; only one thread at a time, whoever comes meanwhile has that one look again. */
    private void drain() {
        if (draining.getAndIncrement() != 0) {
            return;
        }
        int seen = 1;
        do {
            deliver();
            seen = draining.addAndGet(-seen);
        } while (seen != 0);
    }

    private void deliver() {
        while (!cancelled) {
            // Read before the queue: what was added before it was set is then seen.
            boolean nothingFollows = complete;
            if (parts.isEmpty()) {
                if (nothingFollows) {
                    cancelled = true;
                    terminate();
                }
                return;
            }
            if (requested.get() == 0) {
                return;
            }
            LookupAnswer next = parts.poll();
            if (requested.get() != Long.MAX_VALUE) {
                requested.decrementAndGet();
            }
            subscriber.onNext(next);
        }
        LookupAnswer unwanted;
        while ((unwanted = parts.poll()) != null) {
            BodyFrames.discard(unwanted);
        }
    }

    private void terminate() {
        Throwable cause = failure;
        if (cause == null) {
            subscriber.onComplete();
        } else {
            subscriber.onError(cause);
        }
    }
}
