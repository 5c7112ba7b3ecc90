package dev.outrank.embedding.lookup;

import dev.outrank.embedding.lookup.FrameBudget.HeldFrame;
import dev.outrank.embedding.shard.ShardGeneration;
import java.util.concurrent.Executor;
import reactor.core.publisher.MonoSink;

/** One request in the queue. Owns the request's frame and a lease on the shards; returns both when it was run, whatever happens. */
final class LookupTask implements Runnable {

    private final HeldFrame frame;
    private final ShardGeneration shards;
    private final long arrivedNanos;
    private final FrameAnswers answers;
    private final PendingAnswer pending;
    private final MonoSink<PendingAnswer> sink;

    LookupTask(
            HeldFrame frame,
            ShardGeneration shards,
            long arrivedNanos,
            FrameAnswers answers,
            PendingAnswer pending,
            MonoSink<PendingAnswer> sink) {
        this.frame = frame;
        this.shards = shards;
        this.arrivedNanos = arrivedNanos;
        this.answers = answers;
        this.pending = pending;
        this.sink = sink;
    }

    /** Gives back what a task owns that was taken out of the queue. For event loops. */
    void withdrawn(Executor executor) {
        answers.cancelled();
        frame.close();
        shards.closeOn(executor);
    }

    @Override
    public void run() {
        try {
            answer();
            sink.success(pending);
        } catch (Throwable e) {
            // Also errors such as too little direct memory: the caller must hear of them.
            sink.error(e);
        }
    }

    private void answer() {
        try (HeldFrame held = frame;
                ShardGeneration leased = shards) {
            // A caller that left needs no answer.
            if (pending.isOver()) {
                answers.cancelled();
            } else {
                JoinedParts parts = new JoinedParts(pending);
                answers.answer(held.buffer(), leased, arrivedNanos, parts);
                pending.ready(parts.join());
            }
        }
    }
}
