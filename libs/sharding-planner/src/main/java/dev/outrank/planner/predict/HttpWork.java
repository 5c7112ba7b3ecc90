package dev.outrank.planner.predict;

import dev.outrank.planner.cost.HttpCost;
import dev.outrank.planner.cost.StageCosts;
import dev.outrank.planner.model.Demand;
import dev.outrank.planner.traffic.CandidateShare;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reading requests and writing their answers, for each number of candidates that requests have. Its arrays are its own and not to be changed. */
final class HttpWork {

    private final double[] latencyNanos;
    private final double[] cpuNanos;

    private HttpWork(int bins) {
        latencyNanos = new double[bins];
        cpuNanos = new double[bins];
    }

    /** Returns the work of such bodies; none where null stands for requests that have been read already. */
    static HttpWork of(@Nullable Bodies bodies, Demand demand, StageCosts costs) {
        List<CandidateShare> bins = demand.candidates();
        HttpWork work = new HttpWork(bins.size());
        if (bodies != null) {
            for (int bin = 0; bin < bins.size(); bin++) {
                double bytes = bodies.bytes(bins.get(bin).candidates());
                work.latencyNanos[bin] = costs.httpNanos(bodies.format(), HttpCost.LATENCY, bytes);
                work.cpuNanos[bin] = costs.httpNanos(bodies.format(), HttpCost.CPU, bytes);
            }
        }
        return work;
    }

    /** Returns the caller's waiting time, by candidates. */
    double[] latencyNanos() {
        return latencyNanos;
    }

    /** Returns the CPU time of ranking, by candidates. */
    double[] cpuNanos() {
        return cpuNanos;
    }
}
