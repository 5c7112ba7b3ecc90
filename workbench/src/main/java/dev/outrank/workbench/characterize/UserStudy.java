package dev.outrank.workbench.characterize;

import dev.outrank.bundle.failure.DependencyException;
import dev.outrank.bundle.plan.ShardingPlan;
import dev.outrank.workbench.replay.Load;
import dev.outrank.workbench.replay.ReferenceScores;
import dev.outrank.workbench.replay.RunLength;
import dev.outrank.workbench.stack.ServiceGroup;
import dev.outrank.workbench.stack.StackModel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What it costs to have no scope of the request: the user comes with every candidate, and everything of the user's is done for every candidate. Both
 * are asked the same requests in processes of the same age: those that served all placements before have compilers that know more.
 *
 * @param model that has the user once
 * @param sides where it is measured
 * @param levels of the study
 * @param once the scores of the one process
 */
record UserStudy(
        StudyModel model,
        StudySettings settings,
        ServiceStarter starter,
        SideBySide sides,
        LoadLevels levels,
        ReferenceScores once) {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** Their bodies are megabytes of text. */
    private static final int REQUESTS = 20;

    /** Of scores: sums of hundreds of floats in another order. */
    private static final double TOLERANCE = 1e-3;

    /** Returns a row of one process with the user once and one with the user repeated, and the same two of the placement. */
    List<StudyRow> rows(Placement placement, ShardingPlan plan) throws InterruptedException {
        Placement alone = StudyModel.singular();
        ShardingPlan whole = model.plan(alone);
        List<StudyRow> rows = new ArrayList<>();
        try (StudyModel repeated = model.repeatingUser(settings.api(), requests())) {
            rows.add(row(model, alone.userOnce(), whole));
            rows.add(repeatedRow(repeated, alone, whole));
            rows.add(row(model, placement.userOnce(), plan));
            rows.add(repeatedRow(repeated, placement, plan));
        }
        return rows;
    }

    private StudyRow repeatedRow(StudyModel repeated, Placement placement, ShardingPlan plan)
            throws InterruptedException {
        try {
            return row(repeated, placement.repeatingUser(), repeated.adopt(plan));
        } finally {
            repeated.unpack(placement);
        }
    }

    private StudyRow row(StudyModel served, Placement placement, ShardingPlan plan) throws InterruptedException {
        StackModel packed = served.pack(placement, plan);
        int distinct = served.requests().usual().count();
        ReferenceScores scores = new ReferenceScores(distinct);
        try (ServiceGroup services = start(served, packed, placement);
                Side side = new Side(
                        model.name() + " " + placement.label(),
                        services,
                        model.name(),
                        packed.version(),
                        served.requests(),
                        scores)) {
            side.awaitServed(PATIENCE);
            side.turn(new Load.Serial(distinct), new RunLength(Duration.ZERO, PATIENCE));
            double change = change(placement, scores);
            SideBySide.warmUp(side, settings.warmUp());
            RowAssembly assembly = new RowAssembly(model.name(), placement, null, levels.serial(requests()));
            return sides.row(assembly, services, side, change);
        }
    }

    /** The same of both, from the first on. */
    private int requests() {
        return Math.min(REQUESTS, settings.requests());
    }

    private ServiceGroup start(StudyModel served, StackModel packed, Placement placement) throws InterruptedException {
        return placement.strategy().equals(StudyReport.SINGULAR)
                ? starter.singular(served, packed, placement.properties())
                : starter.distributed(served, packed, placement);
    }

    private double change(Placement placement, ReferenceScores scores) {
        double change = scores.worstRelativeChange(once);
        if (change > TOLERANCE) {
            throw new DependencyException(model.name() + ", " + placement.label() + ": a score " + change
                    + " off that of one process with the user once (expected: at most " + TOLERANCE + ")");
        }
        return change;
    }
}
