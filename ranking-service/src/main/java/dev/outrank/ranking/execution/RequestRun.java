package dev.outrank.ranking.execution;

import dev.outrank.lookup.LookupRequest;
import dev.outrank.lookup.LookupResponse;
import dev.outrank.ranking.dense.DenseNets;
import dev.outrank.ranking.dense.Workspace;
import dev.outrank.ranking.lifetime.Leases;
import dev.outrank.ranking.request.RankingRequest;
import dev.outrank.ranking.request.Stage;
import dev.outrank.ranking.request.StageTimings;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What one request holds while it is executed, and gives back at its end. Thread-safe. */
final class RequestRun {

    private final RankingRequest request;
    private final DenseNets nets;
    private final @Nullable ShardAnswer[] answers;
    private final Leases holds;
    private final long startedNanos = System.nanoTime();

    // All below is guarded by this.
    private @Nullable Workspace workspace;
    private StageTimings timings = StageTimings.none();
    private List<Integer> asked = List.of();
    private boolean closed;

    /** Begins a run; {@code onEnd} runs once, after everything else was given back. */
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

    /** Returns a shard's answer, or null where there is none. */
    synchronized @Nullable LookupResponse answer(int shard) {
        ShardAnswer answer = answers[shard];
        return answer == null ? null : answer.response();
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
        return Arrays.stream(answers)
                .filter(Objects::nonNull)
                .max(Comparator.comparingLong(ShardAnswer::outstandingNanos))
                .map(slowest -> timings.with(Stage.NETWORK, slowest.networkNanos())
                        .with(Stage.SHARD_QUEUE, slowest.response().timings().queueNanos())
                        .with(Stage.SHARD_DECODE, slowest.response().timings().decodeNanos())
                        .with(Stage.SHARD_POOL, slowest.response().timings().poolNanos())
                        .with(Stage.SHARD_ENCODE, slowest.response().timings().encodeNanos()))
                .orElse(timings);
    }

    /** Sets which shards are asked. */
    synchronized void asked(List<LookupRequest> requests) {
        asked = requests.stream().map(request -> request.target().shard()).toList();
    }

    /** Returns the shards that were asked and have not answered. */
    synchronized List<Integer> missing() {
        return asked.stream().filter(shard -> answers[shard] == null).toList();
    }

    private synchronized void close() {
        closed = true;
        for (ShardAnswer answer : answers) {
            if (answer != null) {
                answer.response().close();
            }
        }
        if (workspace != null) {
            nets.giveBack(workspace);
        }
    }
}
