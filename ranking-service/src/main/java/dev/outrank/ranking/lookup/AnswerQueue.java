package dev.outrank.ranking.lookup;

import dev.outrank.lookup.LookupAnswer;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Operators;

/** Gives a subscriber the answers that it has asked for, in their order; those that come faster wait here. Thread-safe, one producer at a time. */
final class AnswerQueue {

    private final CoreSubscriber<? super LookupAnswer> subscriber;
    private final AtomicLong requested = new AtomicLong();
    private final AtomicInteger draining = new AtomicInteger();
    private final Queue<LookupAnswer> answers = new ConcurrentLinkedQueue<>();
    private volatile boolean closed;
    private volatile boolean complete;
    private volatile @Nullable Throwable failure;

    AnswerQueue(CoreSubscriber<? super LookupAnswer> subscriber) {
        this.subscriber = subscriber;
    }

    /** Takes over an answer that others follow. */
    void add(LookupAnswer answer) {
        answers.add(answer);
        drain();
    }

    /** Takes over the last answer. */
    void addLast(LookupAnswer answer) {
        answers.add(answer);
        complete = true;
        drain();
    }

    void fail(Throwable cause) {
        failure = cause;
        complete = true;
        drain();
    }

    void request(long count) {
        if (Operators.validate(count)) {
            requested.updateAndGet(before -> Operators.addCap(before, count));
            drain();
        }
    }

    /** The subscriber wants nothing more. */
    void cancel() {
        closed = true;
        drain();
    }

    /** Only one thread delivers at a time; whoever comes meanwhile has that one look again. */
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
        while (!closed) {
            // Read before the queue: what was added before it was set is then seen.
            boolean nothingFollows = complete;
            if (answers.isEmpty()) {
                if (nothingFollows) {
                    closed = true;
                    terminate();
                }
                return;
            }
            if (requested.get() == 0) {
                return;
            }
            LookupAnswer next = answers.poll();
            if (requested.get() != Long.MAX_VALUE) {
                requested.decrementAndGet();
            }
            subscriber.onNext(next);
        }
        LookupAnswer unwanted;
        while ((unwanted = answers.poll()) != null) {
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
