package dev.outrank.workbench.characterize;

import dev.outrank.bundle.manifest.Scope;
import dev.outrank.workbench.workload.CandidateCounts;
import dev.outrank.workbench.workload.Workload;
import dev.outrank.workbench.workload.WorkloadNet;
import dev.outrank.workbench.workload.WorkloadTable;
import java.util.List;

/** Models that are quickly studied. */
final class StudyWorkloads {

    private StudyWorkloads() {}

    /** Returns a user and an item, whose larger table must be split over shards. */
    static Workload twoNets() {
        List<WorkloadTable> items =
                List.of(new WorkloadTable("giant", 20_000, 16, 3, 1.05), new WorkloadTable("small", 500, 8, 2, 1.2));
        List<WorkloadTable> users = List.of(new WorkloadTable("user-table", 1_000, 8, 4, 1.1));
        WorkloadNet user = new WorkloadNet("user", Scope.REQUEST, 4, List.of(8), List.of(8, 4), users, null);
        WorkloadNet item = new WorkloadNet("item", Scope.CANDIDATE, 8, List.of(16), List.of(16, 1), items, null);
        return new Workload(
                "tiny-study",
                "a model for a study",
                null,
                new CandidateCounts(CandidateCounts.Kind.DISCRETE, List.of(20), null),
                null,
                null,
                null,
                List.of(user, item),
                null,
                null,
                null);
    }
}
