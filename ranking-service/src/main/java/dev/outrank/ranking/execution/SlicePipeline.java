package dev.outrank.ranking.execution;

import dev.outrank.ranking.dense.DenseNets;
import dev.outrank.ranking.dense.Workspace;
import dev.outrank.ranking.request.RankingAnswer;
import dev.outrank.ranking.request.ShardUnavailableException;
import dev.outrank.ranking.request.Stage;
import dev.outrank.ranking.scatter.Gather;
import dev.outrank.ranking.scatter.Scatter;
import dev.outrank.ranking.scatter.ScatterPlan;
import dev.outrank.ranking.scatter.ShardAnswers;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.MonoSink;

/**
 * Takes one request's candidates through gather and top nets, slice by slice, each as soon as the shards have answered for it. Safe for the threads that
 * say what has happened; only one of them at a time goes on with the slices, in their order, and whoever comes meanwhile has that one look again.
 */
final class SlicePipeline implements JointSlices.Member {

    private final RequestRun run;
    private final ScatterPlan plan;
    private final DenseNets nets;
    private final CpuTasks cpu;
    private final @Nullable JointSlices joint;
    private final Function<Gather, RankingAnswer> answer;
    private final MonoSink<RankingAnswer> sink;
    private final Gather gather;
    private final int candidates;
    private final int sliceRows;
    private final AtomicInteger signals = new AtomicInteger();
    private volatile boolean bottomIsDone;
    private volatile boolean shardsAreDone;

    // Whoever goes on with the slices has these.
    private int from;

    /**
     * Makes the pipeline of one run.
     *
     * @param scatter what was asked of the shards
     * @param answer makes the answer, on a CPU thread within a hold of the run, when the last slice's scores are in its workspace
     * @param sink hears of the answer, or of what went wrong
     */
    SlicePipeline(
            RequestRun run,
            ScatterPlan plan,
            Scatter scatter,
            DenseNets nets,
            CpuTasks cpu,
            @Nullable JointSlices joint,
            Function<Gather, RankingAnswer> answer,
            MonoSink<RankingAnswer> sink) {
        this.run = run;
        this.plan = plan;
        this.nets = nets;
        this.cpu = cpu;
        this.joint = joint;
        this.answer = answer;
        this.sink = sink;
        this.gather = new Gather(plan, run.request(), scatter);
        this.candidates = run.request().candidates();
        this.sliceRows = nets.sliceRows(candidates);
    }

    /** The nets that need no embeddings have run; called on a CPU thread. */
    void bottomDone() {
        bottomIsDone = true;
        signal(true);
    }

    /** A part has come, and more will: whoever brings it has other things to do. */
    void partArrived() {
        signal(false);
    }

    /** All shards have answered; goes on here where this is a CPU thread. */
    void shardsDone() {
        shardsAreDone = true;
        signal(cpu.isCurrentThread());
    }

    private void signal(boolean here) {
        if (signals.getAndIncrement() != 0) {
            return;
        }
        try {
            answered(here ? CpuTasks.whileHeld(run, () -> goOn(true)) : goOn(false));
        } catch (RuntimeException | Error e) {
            fail(e);
        }
    }

    /** Runs what can be run, here or elsewhere; returns the answer, or null where it is not made yet. */
    private @Nullable RankingAnswer goOn(boolean here) {
        @Nullable RankingAnswer made = null;
        int seen;
        do {
            seen = signals.get();
            while (isReady() && !run.hasEnded()) {
                if (!here) {
                    cpu.elsewhere(run, () -> goOn(true), this::answered, this::fail);
                    return null;
                }
                if (!begin()) {
                    return null;
                }
                made = finish();
            }
        } while (signals.addAndGet(-seen) != 0);
        return made;
    }

    /** Nothing is held any more. */
    private void answered(@Nullable RankingAnswer made) {
        if (made != null) {
            sink.success(made);
        }
    }

    /** The last slice waits for the ends of all calls, so that none is left open behind the scores. */
    private boolean isReady() {
        if (!bottomIsDone || from >= candidates) {
            return false;
        }
        return shardsAreDone || (from + sliceRows < candidates && run.has(from / sliceRows));
    }

    /** Begins a slice, and returns whether its scores are there; else others run together with it, and it is resumed. */
    private boolean begin() {
        CpuTasks.requireTimeLeft(run.request());
        int slice = from / sliceRows;
        requireAnswers(slice);
        run.lapWait(slice);
        gather(slice, rows());
        if (joint != null && !joint.run(this)) {
            return false;
        }
        if (joint == null) {
            nets.runSlice(run.workspace());
        }
        run.lap(Stage.DENSE_TOP);
        return true;
    }

    private @Nullable RankingAnswer finish() {
        from += rows();
        return from == candidates ? answer.apply(gather) : null;
    }

    @Override
    public RequestRun run() {
        return run;
    }

    @Override
    public int rows() {
        return Math.min(sliceRows, candidates - from);
    }

    @Override
    public void resume() {
        run.lap(Stage.DENSE_TOP);
        cpu.elsewhere(run, this::goOnResumed, this::answered, this::fail);
    }

    private @Nullable RankingAnswer goOnResumed() {
        run.lap(Stage.QUEUE);
        RankingAnswer made = finish();
        RankingAnswer later = goOn(true);
        return made == null ? later : made;
    }

    @Override
    public void fail(Throwable cause) {
        sink.error(cause);
    }

    private void requireAnswers(int slice) {
        if (!run.has(slice)) {
            throw new ShardUnavailableException(
                    run.missing().stream().map(plan::serviceName).toList() + ": an answer without its last parts"
                            + " (expected: vectors for all candidates)");
        }
    }

    private void gather(int slice, int rows) {
        Workspace workspace = run.workspace();
        ShardAnswers answers = run.answers(slice);
        gather.check(answers, from, rows);
        if (!nets.userOnce()) {
            gather.requestScopeInto(answers, workspace, from, rows);
        } else if (slice == 0) {
            gather.requestScopeInto(answers, workspace, 0, 1);
            run.lap(Stage.GATHER);
            nets.runTopOfRequest(workspace);
            run.lap(Stage.DENSE_TOP);
        }
        workspace.beginSlice(from, rows);
        gather.sliceInto(answers, workspace, from, rows);
        run.gathered(slice);
        run.lap(Stage.GATHER);
    }
}
