package dev.outrank.planner.predict;

import dev.outrank.bundle.manifest.Scope;
import dev.outrank.planner.cost.NetFacts;
import dev.outrank.planner.cost.StageCosts;
import dev.outrank.planner.model.Demand;
import dev.outrank.planner.model.ModelFacts;
import dev.outrank.planner.traffic.CandidateShare;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Time of the dense nets, for each number of candidates that requests have. Its arrays are its own and not to be changed. */
final class DenseWork {

    private final double[] beforeNanos;
    private final double[] afterNanos;

    private DenseWork(int bins) {
        beforeNanos = new double[bins];
        afterNanos = new double[bins];
    }

    static DenseWork of(ModelFacts model, Demand demand, List<NetFacts> nets, StageCosts costs) {
        Set<String> readers = new HashSet<>();
        model.tables().forEach(table -> readers.addAll(table.nets()));
        List<CandidateShare> bins = demand.candidates();
        DenseWork work = new DenseWork(bins.size());
        for (NetFacts net : nets) {
            double[] target = readers.contains(net.net()) ? work.afterNanos : work.beforeNanos;
            for (int bin = 0; bin < target.length; bin++) {
                int candidates = bins.get(bin).candidates();
                int items = net.scope() == Scope.REQUEST ? 1 : candidates;
                target[bin] += items == 0 ? 0 : costs.denseNanos(net, items);
            }
        }
        return work;
    }

    /** Returns the time of the nets that read no pooled vectors, by candidates: they run while lookups are in flight. */
    double[] beforeNanos() {
        return beforeNanos;
    }

    /** Returns the time of the other nets, by candidates. */
    double[] afterNanos() {
        return afterNanos;
    }
}
