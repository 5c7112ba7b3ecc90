package dev.outrank.ranking.execution;

import dev.outrank.lookup.LookupRequest;
import dev.outrank.lookup.LookupResponse;
import dev.outrank.ranking.dense.DenseNets;
import dev.outrank.ranking.dense.Workspace;
import dev.outrank.ranking.lifetime.Leases;
import dev.outrank.ranking.replica.Replica;
import dev.outrank.ranking.request.RankingRequest;
import dev.outrank.ranking.request.ShardUse;
import dev.outrank.ranking.request.Stage;
import dev.outrank.ranking.request.StageClock;
import dev.outrank.ranking.scatter.ShardAnswers;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.IntFunction;
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
    private @Nullable ShardUses uses;
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
        if (!late && add(shard, part)) {
            return true;
        }
        part.response().close();
        return late;
    }

    private boolean add(int shard, ShardPart part) {
        boolean wanted = arrivals.add(shard, part);
        if (wanted && uses != null) {
            uses.arrived(shard, part);
        }
        return wanted;
    }

    /** Returns whether the answer is to say who was asked for what. */
    boolean isExplained() {
        return request.explain();
    }

    /** Notes who gives a shard's last part, which is accepted next. */
    synchronized void answeredBy(int shard, Replica replica, int sentBytes) {
        if (uses != null) {
            uses.answeredBy(shard, replica, sentBytes);
        }
    }

    /** Returns what was asked of each shard, and what that took, where that is to be explained. */
    synchronized List<ShardUse> uses(IntFunction<String> names) {
        return uses == null ? List.of() : uses.all(names, arrivals.latest());
    }

    /** Returns the shard whose vectors came last; {@link Arrivals#NONE} where none was asked. */
    synchronized int slowest() {
        return arrivals.latest();
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
        if (closed || !add(shard, part)) {
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

    /** Ends the wait for the answers for a slice, the last of which was waited for longest, and then that for this thread. */
    void lapWait(int slice) {
        ShardPart slowest = slowest(slice);
        if (slowest != null) {
            clock().lapWait(slowest.arrivedNanos(), slowest.response().timings());
        }
        lap(Stage.QUEUE);
    }

    private synchronized @Nullable ShardPart slowest(int slice) {
        return arrivals.slowest(slice);
    }

    /** Ends a stage. */
    void lap(Stage stage) {
        clock().lap(stage);
    }

    /** Returns what the request's stages are measured with. */
    StageClock clock() {
        return request.clock();
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

    /** Returns the time since the run began. */
    long elapsedNanos() {
        return System.nanoTime() - startedNanos;
    }

    /** Sets which shards are asked, and in how many parts they are to answer. */
    synchronized void asked(List<LookupRequest> requests) {
        arrivals.asked(requests);
        if (request.explain()) {
            uses = new ShardUses(requests);
        }
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
