package dev.outrank.workbench.characterize;

import dev.outrank.bundle.failure.DependencyException;
import dev.outrank.bundle.plan.ShardingPlan;
import dev.outrank.workbench.replay.Load;
import dev.outrank.workbench.replay.ReferenceScores;
import dev.outrank.workbench.replay.RunLength;
import dev.outrank.workbench.stack.ServiceGroup;
import dev.outrank.workbench.stack.StackModel;
import java.time.Duration;
import java.util.List;

/**
 * What it costs to have no scope of the request: the user comes with every candidate, and everything of the user's is done for every candidate. The
 * one process that all is measured against has the user once.
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

    /** Returns a row of one process with the user repeated, and one of the placement. */
    List<StudyRow> rows(Placement placement, ShardingPlan plan) throws InterruptedException {
        int count = Math.min(REQUESTS, settings.requests());
        Placement alone = StudyModel.singular().repeatingUser();
        Placement apart = placement.repeatingUser();
        try (StudyModel repeated = model.repeatingUser(settings.api(), count)) {
            return List.of(row(repeated, alone, model.plan(StudyModel.singular())), row(repeated, apart, plan));
        }
    }

    private StudyRow row(StudyModel repeated, Placement placement, ShardingPlan plan) throws InterruptedException {
        StackModel packed = repeated.pack(placement, repeated.adopt(plan));
        ReferenceScores scores = new ReferenceScores(count(repeated));
        try (ServiceGroup services = start(repeated, packed, placement);
                Side side = new Side(
                        model.name() + " " + placement.label(),
                        services,
                        model.name(),
                        packed.version(),
                        repeated.requests(),
                        scores)) {
            side.awaitServed(PATIENCE);
            side.turn(new Load.Serial(count(repeated)), new RunLength(Duration.ZERO, PATIENCE));
            double change = change(placement, scores);
            SideBySide.warmUp(side, settings.warmUp());
            RowAssembly assembly = new RowAssembly(model.name(), placement, null, levels.serial(count(repeated)));
            return sides.row(assembly, services, side, change);
        } finally {
            repeated.unpack(placement);
        }
    }

    private static int count(StudyModel repeated) {
        return repeated.requests().usual().bodySizes().size();
    }

    private ServiceGroup start(StudyModel repeated, StackModel packed, Placement placement)
            throws InterruptedException {
        return placement.strategy().equals(StudyReport.SINGULAR)
                ? starter.singular(repeated, packed, placement.properties())
                : starter.distributed(repeated, packed, placement);
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
