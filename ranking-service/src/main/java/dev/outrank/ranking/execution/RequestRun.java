package dev.outrank.ranking.execution;

import dev.outrank.lookup.LookupRequest;
import dev.outrank.lookup.LookupResponse;
import dev.outrank.ranking.dense.DenseNets;
import dev.outrank.ranking.dense.Workspace;
import dev.outrank.ranking.lifetime.Leases;
import dev.outrank.ranking.request.RankingRequest;
import dev.outrank.ranking.request.Stage;
import dev.outrank.ranking.request.StageTimings;
import dev.outrank.ranking.scatter.AnswerPart;
import dev.outrank.ranking.scatter.ShardAnswers;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one request holds while it is executed, and gives back at its end. Thread-safe. */
final class RequestRun implements ShardAnswers {

    private final RankingRequest request;
    private final DenseNets nets;
    private final @Nullable ShardAnswer[] answers;
    private final Leases holds;
    private final long startedNanos = System.nanoTime();

    // All below is guarded by this.
    private final BitSet asked = new BitSet();
    private StageTimings timings = StageTimings.none();
    private @Nullable Workspace workspace;
    private boolean closed;

    /**
     * Begins a run.
     *
     * @param request whose memory is held for the run
     * @param onEnd runs once, after everything else was given back
     */
    RequestRun(RankingRequest request, DenseNets nets, int shards, Runnable onEnd) {
        this.request = request;
        this.nets = nets;
        this.answers = new ShardAnswer[shards];
        this.holds = new Leases(() -> {
            close();
            onEnd.run();
        });
    }

    RankingRequest request() {
        return request;
    }

    /** Returns false where the request has ended; else the caller may touch what this holds until {@link #release}. */
    boolean hold() {
        return holds.tryAcquire();
    }

    void release() {
        holds.release();
    }

    /** Returns whether {@link #end} was called. */
    boolean hasEnded() {
        return holds.retired();
    }

    /** The request has ended, one way or another. */
    void end() {
        holds.retire();
    }

    /** Takes over a shard's answer; one that comes too late is closed. */
    synchronized void accept(int shard, LookupResponse response, long outstandingNanos) {
        if (closed) {
            response.close();
        } else {
            answers[shard] = new ShardAnswer(response, outstandingNanos);
        }
    }

    @Override
    public synchronized List<AnswerPart> of(int shard) {
        ShardAnswer answer = answers[shard];
        return answer == null ? List.of() : answer.parts();
    }

    /** Returns the workspace, borrowed at the first call; only within a hold. */
    synchronized Workspace workspace() {
        Workspace borrowed = workspace;
        if (borrowed == null) {
            borrowed = nets.borrow(request.candidates());
            workspace = borrowed;
        }
        return borrowed;
    }

    /** Adds to a stage. */
    synchronized void add(Stage stage, long nanos) {
        timings = timings.with(stage, timings.nanos(stage) + nanos);
    }

    /** Returns the time since the run began. */
    long elapsedNanos() {
        return System.nanoTime() - startedNanos;
    }

    /** Returns the stages so far; those of the shards are the ones of the shard that was waited for longest. */
    synchronized StageTimings timings() {
        ShardAnswer slowest = null;
        for (ShardAnswer answer : answers) {
            if (answer != null && (slowest == null || answer.outstandingNanos() > slowest.outstandingNanos())) {
                slowest = answer;
            }
        }
        return slowest == null ? timings : slowest.addedTo(timings);
    }

    /** Sets which shards are asked. */
    synchronized void asked(List<LookupRequest> requests) {
        requests.forEach(lookup -> asked.set(lookup.target().shard()));
    }

    /** Returns the shards that were asked and have not answered. */
    synchronized List<Integer> missing() {
        List<Integer> missing = new ArrayList<>();
        for (int shard = asked.nextSetBit(0); shard >= 0; shard = asked.nextSetBit(shard + 1)) {
            if (answers[shard] == null) {
                missing.add(shard);
            }
        }
        return missing;
    }

    private synchronized void close() {
        closed = true;
        if (!missing().isEmpty()) {
            request.memory().mayBeReadOn();
        }
        for (ShardAnswer answer : answers) {
            if (answer != null) {
                answer.response().close();
            }
        }
        if (workspace != null) {
            nets.giveBack(workspace);
        }
        request.memory().release();
    }
}
