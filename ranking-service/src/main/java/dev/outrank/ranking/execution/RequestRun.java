package dev.outrank.ranking.execution;

import dev.outrank.lookup.LookupRequest;
import dev.outrank.lookup.LookupResponse;
import dev.outrank.ranking.dense.DenseNets;
import dev.outrank.ranking.dense.Workspace;
import dev.outrank.ranking.lifetime.Leases;
import dev.outrank.ranking.request.RankingRequest;
import dev.outrank.ranking.request.Stage;
import dev.outrank.ranking.request.StageTimings;
import dev.outrank.ranking.scatter.ShardAnswers;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What one request holds while it is executed, and gives back at its end. Thread-safe. */
final class RequestRun {

    private volatile RankingRequest request;
    private final DenseNets nets;
    private final Leases holds;
    private final long startedNanos = System.nanoTime();

    // All below is guarded by this.
    private final Arrivals arrivals;
    private final SortedSet<Integer> defaultedShards = new TreeSet<>();
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
        this.arrivals = new Arrivals(shards);
        this.holds = new Leases(() -> {
            close();
            onEnd.run();
        });
    }

    RankingRequest request() {
        return request;
    }

    /** Goes on with each candidate's own copy of what belongs to the request; only within a hold, and before anything is asked. */
    void repeatUser() {
        request = request.repeated();
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

    /**
     * Takes over a part of a shard's answer; one that comes too late is closed.
     *
     * @return false where this is no part that was asked for, and was closed
     */
    synchronized boolean accept(int shard, ShardPart part) {
        boolean late = closed || arrivals.isLost(shard);
        if (!late && arrivals.add(shard, part)) {
            return true;
        }
        part.response().close();
        return late;
    }

    /**
     * Waits no longer for a shard, from which nothing is taken any more.
     *
     * @return the first part that it has not answered
     */
    synchronized int lose(int shard) {
        return arrivals.lose(shard);
    }

    /** Takes over the next part that stands in for a lost shard's; {@code defaulted} says whether for any id. */
    synchronized void standIn(int shard, ShardPart part, boolean defaulted) {
        if (closed || !arrivals.add(shard, part)) {
            part.response().close();
        } else if (defaulted) {
            defaultedShards.add(shard);
        }
    }

    /** Returns the shards in whose place default rows stand, in their order. */
    synchronized List<Integer> defaultedShards() {
        return List.copyOf(defaultedShards);
    }

    /** Returns in how many parts a shard is to answer. */
    synchronized int expectedParts(int shard) {
        return arrivals.expected(shard);
    }

    /** Returns whether every shard that was asked has answered for a slice. */
    synchronized boolean has(int slice) {
        return arrivals.has(slice);
    }

    /** Returns the answers for a slice; to be read within a hold, until {@link #gathered}. */
    ShardAnswers answers(int slice) {
        return shard -> response(shard, slice);
    }

    private synchronized @Nullable LookupResponse response(int shard, int slice) {
        return arrivals.response(shard, slice);
    }

    /** Lets go of the answers for a slice. */
    synchronized void gathered(int slice) {
        arrivals.release(slice);
    }

    /** Adds the wait for the answers for a slice, of those that were waited for longest since nothing else was to be done. */
    synchronized void addWait(int slice, long idleSinceNanos) {
        ShardPart slowest = arrivals.slowest(slice, idleSinceNanos);
        long waited = slowest == null ? 0 : slowest.waitedSince(idleSinceNanos);
        if (slowest != null && waited > 0) {
            timings = slowest.addedTo(timings, waited);
        }
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
        timings = timings.plus(stage, nanos);
    }

    /** Returns the time since the run began. */
    long elapsedNanos() {
        return System.nanoTime() - startedNanos;
    }

    /** Returns when the run began. */
    long startedNanos() {
        return startedNanos;
    }

    /** Returns the stages so far. */
    synchronized StageTimings timings() {
        return timings;
    }

    /** Sets which shards are asked, and in how many parts they are to answer. */
    synchronized void asked(List<LookupRequest> requests) {
        arrivals.asked(requests);
    }

    /** Returns the shards that were asked and have not answered to the end. */
    synchronized List<Integer> missing() {
        return arrivals.missing();
    }

    private synchronized void close() {
        closed = true;
        // A call that was given up may not have been told so yet.
        if (!missing().isEmpty() || arrivals.hasLost()) {
            request.memory().mayBeReadOn();
        }
        arrivals.releaseAll();
        if (workspace != null) {
            nets.giveBack(workspace);
        }
        request.memory().release();
    }
}
