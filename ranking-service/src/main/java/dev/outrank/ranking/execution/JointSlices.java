package dev.outrank.ranking.execution;

import dev.outrank.bundle.failure.InternalException;
import dev.outrank.ranking.compute.ComputePool;
import dev.outrank.ranking.dense.DenseNets;
import dev.outrank.ranking.dense.JointSettings;
import dev.outrank.ranking.dense.Workspace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.scheduler.Scheduler;

/**
 * Joins the slices of several requests for one version to one run of the top nets. Thread-safe.
 *
 * <pre>
 *   slice ─┬─ fills the run, or has no time to wait ──▶ all run at once, on the thread of the one that came last
 *          ├─ does not fit with those that wait ──────▶ these run, and it waits instead
 *          ├─ fits none ──────────────────────────────▶ runs alone
 *          └─ else waits ── max delay is over ────────▶ all that have come run
 * </pre>
 */
final class JointSlices {

    /** Of the longest wait: whoever has less time left does not wait at all. */
    private static final int LEAST_DELAYS_LEFT = 4;

    private final DenseNets nets;
    private final JointSettings settings;
    private final ComputePool compute;
    private final Scheduler timer;

    // All below is guarded by this.
    private List<Member> waiting = new ArrayList<>();
    private int waitingRows;
    private Disposable alarm = Disposables.disposed();

    /** Joins the slices of requests for one version; {@code timer} only says when a wait is over. */
    JointSlices(DenseNets nets, JointSettings settings, ComputePool compute, Scheduler timer) {
        this.nets = nets;
        this.settings = settings;
        this.compute = compute;
        this.timer = timer;
    }

    /** A slice whose vectors are gathered. */
    interface Member {

        RequestRun run();

        int rows();

        /** Its scores are in its workspace; called outside of any hold. */
        void resume();

        void fail(Throwable cause);
    }

    /**
     * Runs a slice here and now, with others or alone, or has it wait; within a hold of its run, which ends before it waits.
     *
     * @return whether it has run; else it is resumed, or fails, on another thread
     */
    boolean run(Member member) {
        List<Member> before = List.of();
        List<Member> now = List.of();
        synchronized (this) {
            if (member.rows() >= settings.maxRows()) {
                now = List.of(member);
            } else {
                if (waitingRows + member.rows() > settings.maxRows()) {
                    before = takeAll();
                }
                now = joined(member);
            }
        }
        if (!before.isEmpty()) {
            runLater(before);
        }
        if (now.isEmpty()) {
            return false;
        }
        runAll(now, member);
        return true;
    }

    private List<Member> joined(Member member) {
        waiting.add(member);
        waitingRows += member.rows();
        Duration wait = settings.maxDelay();
        if (waitingRows == settings.maxRows()
                || member.run().request().deadline().remaining().compareTo(wait.multipliedBy(LEAST_DELAYS_LEFT)) < 0) {
            return takeAll();
        }
        if (waiting.size() == 1) {
            List<Member> group = waiting;
            alarm = timer.schedule(() -> delayIsOver(group), wait.toNanos(), TimeUnit.NANOSECONDS);
        }
        return List.of();
    }

    private List<Member> takeAll() {
        List<Member> all = waiting;
        waiting = new ArrayList<>();
        waitingRows = 0;
        alarm.dispose();
        return all;
    }

    @SuppressWarnings("ReferenceEquality") // Whether it is that very group that still waits.
    private void delayIsOver(List<Member> group) {
        synchronized (this) {
            if (waiting != group) {
                return;
            }
            takeAll();
        }
        runLater(group);
    }

    private void runLater(List<Member> members) {
        try {
            compute.scheduler().schedule(() -> runAll(members, null));
        } catch (RuntimeException e) {
            members.forEach(member -> member.fail(e));
        }
    }

    /** Runs those whose callers are still there and have time left; all but {@code here}, which the caller holds, are resumed or fail. */
    private void runAll(List<Member> members, @Nullable Member here) {
        List<Member> held = new ArrayList<>(members.size());
        for (Member member : members) {
            // A run ends by itself when its time is over: its timer may only be late.
            boolean late = member.run().request().deadline().expired();
            if (member.equals(here) || (!late && member.run().hold())) {
                held.add(member);
            }
        }
        @Nullable RuntimeException failure = null;
        try {
            runHeld(held);
        } catch (RuntimeException e) {
            failure = e;
        } catch (Error e) {
            // The others must hear of it.
            failure = new InternalException("joint run: " + e + " (expected: scores)", e);
        }
        for (Member member : held) {
            if (!member.equals(here)) {
                member.run().release();
                if (failure == null) {
                    member.resume();
                } else {
                    member.fail(failure);
                }
            }
        }
        if (here != null && failure != null) {
            throw failure;
        }
    }

    private void runHeld(List<Member> members) {
        if (members.size() == 1) {
            nets.runSlice(members.getFirst().run().workspace());
        } else if (!members.isEmpty()) {
            List<Workspace> workspaces =
                    members.stream().map(member -> member.run().workspace()).toList();
            nets.runJointly(workspaces);
        }
    }
}
