package dev.outrank.embedding.lookup;

import dev.outrank.embedding.lookup.FrameBudget.HeldFrame;
import dev.outrank.embedding.shard.ShardGeneration;
import dev.outrank.lookup.LookupError;
import dev.outrank.lookup.LookupErrorCode;
import dev.outrank.lookup.connection.ServingStream;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One request of a connection in the queue. Owns the request's frame and a lease on the shards; returns both when it was run, whatever happens. */
final class StreamTask implements Runnable {

    private static final Logger log = LoggerFactory.getLogger(StreamTask.class);

    private final ServingStream stream;
    private final HeldFrame frame;
    private final ShardGeneration shards;
    private final FrameAnswers answers;

    StreamTask(ServingStream stream, HeldFrame frame, ShardGeneration shards, FrameAnswers answers) {
        this.stream = stream;
        this.frame = frame;
        this.shards = shards;
        this.answers = answers;
    }

    /** Gives back what a task owns that was taken out of the queue. For event loops. */
    void withdrawn(Executor executor) {
        answers.cancelled();
        frame.close();
        shards.closeOn(executor);
        stream.end();
    }

    @Override
    public void run() {
        StreamParts parts = new StreamParts(stream);
        try (HeldFrame held = frame;
                ShardGeneration leased = shards) {
            if (parts.isWanted()) {
                answers.answer(held.buffer(), leased, stream.arrivedNanos(), parts);
            } else {
                answers.cancelled();
            }
        } catch (Throwable e) {
            // Also errors such as too little direct memory: the caller must hear of them.
            log.error("A lookup failed", e);
            parts.accept(
                    answers.refused(
                            LookupError.of(LookupErrorCode.INTERNAL, "the shard failed; see its log"), stream.id()),
                    true);
        } finally {
            parts.finish();
        }
    }
}
