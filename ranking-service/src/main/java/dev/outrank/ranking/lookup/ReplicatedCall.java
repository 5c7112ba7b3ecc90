package dev.outrank.ranking.lookup;

import dev.outrank.lookup.LookupAnswer;
import dev.outrank.lookup.LookupError;
import dev.outrank.lookup.LookupErrorCode;
import dev.outrank.lookup.LookupRequest;
import dev.outrank.ranking.lookup.ShardMeters.Extra;
import dev.outrank.ranking.lookup.ShardMeters.Outcome;
import dev.outrank.ranking.request.DeadlineExceededException;
import dev.outrank.ranking.request.ShardUnavailableException;
import io.opentelemetry.context.Scope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;

/**
 * One lookup under way: a first attempt, at most one beside it on another replica when that is late, and at most one more when all have failed. Whichever
 * answers first has answered; the others are given up.
 *
 * <p>A lookup only reads, and every replica answers it alike to the bit. So it may be repeated whatever became of the first attempt; and one that breaks off
 * between two parts is taken up by another replica behind the parts that were had.
 */
final class ReplicatedCall implements Subscription, Attempt.Listener {

    private final LookupRequest request;
    private final ShardReplicas shard;
    private final AnswerQueue answers;
    private final CallObserver observer;
    private final LookupSpan span;
    private final long startedNanos;
    private final long deadlineNanos;

    // All below is guarded by this.
    /** Those that count: not those that were overtaken. */
    private final List<Attempt> attempts = new ArrayList<>(1);

    private final Set<Attempt> ended = new HashSet<>(2);
    private final EnumSet<Extra> spent = EnumSet.noneOf(Extra.class);
    private @Nullable Attempt answering;
    private @Nullable LookupAnswer refusal;
    private @Nullable Throwable failure;
    private int delivered;
    private int skipped;
    private boolean over;

    ReplicatedCall(
            LookupRequest request,
            ShardReplicas shard,
            CoreSubscriber<? super LookupAnswer> subscriber,
            CallObserver observer,
            long startedNanos) {
        this.observer = observer;
        this.request = request;
        this.shard = shard;
        this.answers = new AnswerQueue(subscriber);
        this.span = LookupSpan.of(subscriber.currentContext());
        this.startedNanos = startedNanos;
        this.deadlineNanos = startedNanos + request.remaining().toNanos();
    }

    LookupRequest request() {
        return request;
    }

    long deadlineNanos() {
        return deadlineNanos;
    }

    /** Returns the request with what is left of its time. */
    LookupRequest remaining() {
        return request.within(Duration.ofNanos(Math.max(0, deadlineNanos - System.nanoTime())));
    }

    /** Sends the first attempt, unless nobody waits any more. */
    void begin(Attempt attempt) {
        synchronized (this) {
            if (over) {
                attempt.abandoned();
                return;
            }
            attempts.add(attempt);
        }
        span.asks(attempt);
        attempt.send();
    }

    @Override
    public void part(Attempt attempt, LookupAnswer part) {
        if (takes(attempt, part)) {
            answers.add(part);
        }
    }

    @Override
    public void last(Attempt attempt, LookupAnswer answer) {
        boolean taken = takes(attempt, answer);
        if (taken && end()) {
            span.answeredBy(attempt);
            record(Outcome.POOLED);
            observer.answered(attempt.replica().where(), attempt.sentBytes());
            answers.addLast(answer);
        } else if (taken) {
            BodyFrames.discard(answer);
        }
    }

    /** Returns whether an answer is wanted; one that is not, since it is another attempt's or was had before, is discarded. */
    @SuppressWarnings("ReferenceEquality") // This very attempt.
    private boolean takes(Attempt attempt, LookupAnswer answer) {
        List<Attempt> overtaken = List.of();
        boolean taken;
        synchronized (this) {
            if (!over && answering == null) {
                answering = attempt;
                skipped = 0;
                overtaken = othersUnderWay(attempt);
                // They say nothing more, so nobody is to wait for them; and they may be asked again where this one
                // breaks off.
                attempts.removeAll(overtaken);
            }
            taken = !over && answering == attempt && skipped++ >= delivered;
            delivered += taken ? 1 : 0;
        }
        overtaken.forEach(Attempt::overtaken);
        if (!taken) {
            BodyFrames.discard(answer);
        }
        return taken;
    }

    @Override
    public void refused(Attempt attempt, LookupError error) {
        span.answeredBy(attempt);
        if (error.code() == LookupErrorCode.OVERLOADED) {
            shard.overloaded();
        }
        ended(attempt, new LookupAnswer.Refused(error), null, isAnothersToo(error.code()));
    }

    /** Returns whether another replica might do what one has refused. */
    private static boolean isAnothersToo(LookupErrorCode code) {
        return switch (code) {
            case UNKNOWN_MODEL, WRONG_SHARD, OVERLOADED, INTERNAL, BAD_FRAME -> true;
            case ID_OUT_OF_RANGE, EXPIRED -> false;
        };
    }

    @Override
    public void lost(Attempt attempt, Throwable cause) {
        ended(attempt, null, cause, true);
    }

    /** An attempt ended without the whole answer; others may still give it, or another one is made. */
    @SuppressWarnings("ReferenceEquality") // This very attempt.
    private void ended(Attempt attempt, @Nullable LookupAnswer refused, @Nullable Throwable cause, boolean again) {
        Attempt retry;
        synchronized (this) {
            if (over || !attempts.contains(attempt)) {
                return;
            }
            note(refused, cause, again);
            ended.add(attempt);
            if (answering == attempt) {
                answering = null;
            }
            if (again && ended.size() < attempts.size()) {
                return;
            }
            // In one step, so that of two that end together only one retries, and the other knows.
            retry = again ? another(Extra.RETRY) : null;
        }
        if (retry == null) {
            fail();
        } else {
            span.asksAnother(retry, Extra.RETRY);
            retry.send();
        }
    }

    /** The first failure is told; but what every replica would say is the truth. */
    private void note(@Nullable LookupAnswer refused, @Nullable Throwable cause, boolean again) {
        if (!again || (refusal == null && failure == null)) {
            refusal = refused;
            failure = cause;
        }
    }

    private synchronized @Nullable Attempt another(Extra extra) {
        if (over || deadlineNanos - System.nanoTime() <= 0 || !spent.add(extra)) {
            return null;
        }
        Attempt made =
                shard.another(this, attempts.stream().map(Attempt::replica).toList(), extra);
        if (made != null) {
            attempts.add(made);
        }
        return made;
    }

    @Override
    public void late(Attempt attempt) {
        Attempt hedge = another(Extra.HEDGE);
        if (hedge != null) {
            span.asksAnother(hedge, Extra.HEDGE);
            hedge.send();
        }
    }

    private void fail() {
        LookupAnswer refused;
        Throwable cause;
        synchronized (this) {
            refused = refusal;
            cause = failure;
        }
        if (!end()) {
            return;
        }
        abandonAll();
        if (refused != null) {
            record(outcomeOf(refused));
            answers.addLast(refused);
        } else {
            record(Outcome.FAILED);
            answers.fail(
                    cause == null
                            ? new ShardUnavailableException(shard.meters().service() + ": no answer (expected: one)")
                            : cause);
        }
    }

    private static Outcome outcomeOf(LookupAnswer refused) {
        return refused instanceof LookupAnswer.Refused(LookupError error) && !isTheShards(error.code())
                ? Outcome.REJECTED
                : Outcome.REFUSED;
    }

    private static boolean isTheShards(LookupErrorCode code) {
        return switch (code) {
            case UNKNOWN_MODEL, WRONG_SHARD, OVERLOADED, INTERNAL -> true;
            case BAD_FRAME, ID_OUT_OF_RANGE, EXPIRED -> false;
        };
    }

    /** Fails before any attempt. */
    void fail(Throwable cause) {
        synchronized (this) {
            failure = cause;
        }
        fail();
    }

    @Override
    public void expired(Attempt attempt) {
        if (end()) {
            record(Outcome.FAILED);
            abandonAll();
            answers.fail(new DeadlineExceededException(shard.meters().service() + ": no answer within "
                    + request.remaining().toMillis() + " ms (expected: one by the deadline)"));
        }
    }

    private synchronized boolean end() {
        boolean ends = !over;
        over = true;
        return ends;
    }

    @SuppressWarnings("ReferenceEquality") // This very attempt.
    private List<Attempt> othersUnderWay(Attempt attempt) {
        return attempts.size() < 2
                ? List.of()
                : attempts.stream()
                        .filter(other -> other != attempt && !ended.contains(other))
                        .toList();
    }

    private void abandonAll() {
        List<Attempt> all;
        synchronized (this) {
            all = List.copyOf(attempts);
        }
        all.forEach(Attempt::abandoned);
    }

    private void record(Outcome outcome) {
        try (Scope _ = span.current()) {
            shard.meters().record(outcome, System.nanoTime() - startedNanos);
        }
    }

    @Override
    public void request(long count) {
        answers.request(count);
    }

    @Override
    public void cancel() {
        if (end()) {
            record(Outcome.CANCELLED);
            abandonAll();
        }
        answers.cancel();
    }
}
