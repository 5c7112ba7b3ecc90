package dev.outrank.planner.predict;

import dev.outrank.planner.cost.NetFacts;
import dev.outrank.planner.cost.StageCosts;
import dev.outrank.planner.model.Demand;
import dev.outrank.planner.model.ModelFacts;
import dev.outrank.planner.model.TableRange;
import dev.outrank.planner.predict.PlanPredictor.Home;
import dev.outrank.planner.traffic.CandidateShare;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Adds up the work of shards and dense nets: to latencies, queues and sums. Immutable. */
final class PlanCosts {

    private static final double MEDIAN = 0.5;
    private static final double TAIL = 0.99;

    private final StageCosts costs;
    private final WorkEstimator estimator;
    private final DenseWork dense;
    private final HttpWork http;
    private final double[] weights;
    /** What ranking pools itself, by candidates. */
    private final double[] localNanos;

    private final long localBytes;

    PlanCosts(ModelFacts model, Demand demand, List<NetFacts> nets, StageCosts costs, @Nullable Bodies bodies) {
        this.costs = costs;
        this.estimator = new WorkEstimator(model, demand, costs);
        this.dense = DenseWork.of(model, demand, nets, costs);
        this.http = HttpWork.of(bodies, demand, costs);
        this.weights =
                demand.candidates().stream().mapToDouble(CandidateShare::share).toArray();
        this.localNanos = new double[weights.length];
        this.localBytes = 0;
    }

    private PlanCosts(PlanCosts base, ShardWork local) {
        this.costs = base.costs;
        this.estimator = base.estimator;
        this.dense = base.dense;
        this.http = base.http;
        this.weights = base.weights;
        this.localNanos = new double[weights.length];
        for (int bin = 0; bin < localNanos.length; bin++) {
            localNanos[bin] = local.touched()[bin] * local.poolNanos()[bin];
        }
        this.localBytes = local.bytes();
    }

    /** Returns the costs of plans that leave these ranges to ranking. */
    PlanCosts withLocal(List<TableRange> ranges) {
        return ranges.isEmpty() ? this : new PlanCosts(this, estimator.of(ranges));
    }

    WorkEstimator estimator() {
        return estimator;
    }

    Prediction predict(List<List<TableRange>> ranges, int[] replicas, Home home, Serving serving) {
        ShardWork[] works = ranges.stream().map(estimator::of).toArray(ShardWork[]::new);
        return switch (home) {
            case RANKING -> inRanking(works[0], serving);
            case REMOTE -> remote(works, replicas, serving);
        };
    }

    private Prediction remote(ShardWork[] works, int[] replicas, Serving serving) {
        Latency latency = latency(works, replicas, serving);
        double[] ranking = rankingNanos(works, serving);
        double coldNanos = ColdCalls.of(costs, serving).shardNanos();
        List<ShardPrediction> shards = new ArrayList<>();
        for (int i = 0; i < works.length; i++) {
            ShardWork work = works[i];
            shards.add(new ShardPrediction(
                    i,
                    replicas[i],
                    work.bytes(),
                    work.meanLookups(),
                    mean(work.touched()),
                    mean(work.touched(), work.shardCpuNanos()) + mean(work.touched()) * coldNanos,
                    mean(work.touched(), work.wireBytes()),
                    queue(work, replicas[i], serving).utilisation()));
        }
        return new Prediction(
                latency.quantile(MEDIAN),
                latency.quantile(TAIL),
                mean(ranking),
                rankingQueue(ranking, serving).utilisation(),
                localBytes,
                shards);
    }

    /** Without calls: as a plan that leaves everything to ranking. */
    private Prediction inRanking(ShardWork work, Serving serving) {
        PlanCosts costs = new PlanCosts(this, work);
        ShardWork[] none = {};
        Latency latency = costs.latency(none, new int[0], serving.apart());
        double[] busy = costs.rankingNanos(none, serving.apart());
        double utilisation = rankingQueue(busy, serving).utilisation();
        ShardPrediction shard = new ShardPrediction(
                0, serving.rankingReplicas(), work.bytes(), work.meanLookups(), 0, 0, 0, utilisation);
        return new Prediction(
                latency.quantile(MEDIAN), latency.quantile(TAIL), mean(busy), utilisation, 0, List.of(shard));
    }

    /** Returns the time of what ranking does while calls are in flight, by candidates: nets that need no lookups, and beside them its own tables. */
    private double[] meanwhileNanos(Serving serving) {
        double[] nanos = new double[weights.length];
        for (int bin = 0; bin < nanos.length; bin++) {
            double pool = localNanos[bin];
            double before = dense.beforeNanos()[bin];
            nanos[bin] = Math.max(Math.max(pool, before), (pool + before) / serving.coresPerReplica());
        }
        return nanos;
    }

    /** Returns the latency over shards that do so much work. */
    Latency latency(ShardWork[] works, int[] replicas, Serving serving) {
        int bins = weights.length;
        double[][] branches = new double[works.length][];
        double[][] touched = new double[works.length][];
        Queue[] queues = new Queue[works.length];
        double[] serial = unpooledNanos();
        double[] longest = new double[bins];
        ColdCalls cold = ColdCalls.of(costs, serving);
        for (int i = 0; i < works.length; i++) {
            ShardWork work = works[i];
            branches[i] = new double[bins];
            touched[i] = work.touched();
            // On one machine all wait for the same cores, and once: in ranking's queue.
            queues[i] = serving.oneMachine() ? Queue.NONE : queue(work, replicas[i], serving);
            for (int bin = 0; bin < bins; bin++) {
                double caller = work.touched()[bin] * (work.callerCpuNanos()[bin] + cold.callerNanos());
                branches[i][bin] = work.callNanos()[bin] + work.poolNanos()[bin] + cold.latencyNanos();
                serial[bin] += caller;
                longest[bin] = Math.max(longest[bin], caller);
            }
        }
        for (int bin = 0; bin < bins; bin++) {
            // A call's latency has its own caller's work in it.
            serial[bin] -= longest[bin];
        }
        return new Latency(
                weights,
                serving.oneMachine() ? sharedNanos(works, serial, serving) : meanwhileNanos(serving),
                serial,
                branches,
                touched,
                replicas,
                queues,
                rankingQueue(serving.oneMachine() ? busyNanos(works, serving) : rankingNanos(works, serving), serving));
    }

    /** Returns the time before the first lookup and after the last, by candidates: HTTP, and the nets that need lookups. */
    private double[] unpooledNanos() {
        double[] nanos = dense.afterNanos().clone();
        for (int bin = 0; bin < nanos.length; bin++) {
            nanos[bin] += http.latencyNanos()[bin];
        }
        return nanos;
    }

    /** Returns the least time between the serial work and its end: cores that are shared cannot do the rest of the work faster. */
    private double[] sharedNanos(ShardWork[] works, double[] serial, Serving serving) {
        double[] all = busyNanos(works, serving);
        double[] unpooled = unpooledNanos();
        double[] least = meanwhileNanos(serving);
        for (int bin = 0; bin < all.length; bin++) {
            double alone = dense.afterNanos()[bin] + http.cpuNanos()[bin];
            double spread = (all[bin] - alone) / serving.coresPerReplica();
            least[bin] = Math.max(least[bin], spread + unpooled[bin] - serial[bin]);
        }
        return least;
    }

    /** Returns the CPU time of a request in all processes, by candidates. */
    private double[] busyNanos(ShardWork[] works, Serving serving) {
        double[] busy = rankingNanos(works, serving);
        double cold = ColdCalls.of(costs, serving).shardNanos();
        for (ShardWork work : works) {
            for (int bin = 0; bin < busy.length; bin++) {
                busy[bin] += work.touched()[bin] * (work.shardCpuNanos()[bin] + cold);
            }
        }
        return busy;
    }

    /** Returns the CPU time of a request in all processes. */
    double cpuNanos(ShardWork[] works, Serving serving) {
        return mean(busyNanos(works, serving));
    }

    private double[] rankingNanos(ShardWork[] works, Serving serving) {
        double cold = ColdCalls.of(costs, serving).callerNanos();
        double[] busy = new double[weights.length];
        for (int bin = 0; bin < busy.length; bin++) {
            busy[bin] = localNanos[bin] + dense.beforeNanos()[bin] + dense.afterNanos()[bin] + http.cpuNanos()[bin];
            for (ShardWork work : works) {
                busy[bin] += work.touched()[bin] * (work.callerCpuNanos()[bin] + cold);
            }
        }
        return busy;
    }

    private Queue rankingQueue(double[] busy, Serving serving) {
        double rate = serving.requestsPerSecond() / serving.rankingReplicas();
        return Queue.of(rate, mean(busy), mean(busy, busy), serving.coresPerReplica());
    }

    private Queue queue(ShardWork work, int replicas, Serving serving) {
        double calls = mean(work.touched());
        if (calls == 0) {
            return Queue.NONE;
        }
        double rate = serving.requestsPerSecond() * calls / replicas;
        double square = 0;
        for (int bin = 0; bin < weights.length; bin++) {
            double nanos = work.shardCpuNanos()[bin];
            square += weights[bin] * work.touched()[bin] * nanos * nanos;
        }
        double mean = mean(work.touched(), work.shardCpuNanos()) / calls;
        return Queue.of(rate, mean, square / calls, serving.coresPerReplica());
    }

    private double mean(double[] values) {
        double sum = 0;
        for (int bin = 0; bin < weights.length; bin++) {
            sum += weights[bin] * values[bin];
        }
        return sum;
    }

    private double mean(double[] shares, double[] values) {
        double sum = 0;
        for (int bin = 0; bin < weights.length; bin++) {
            sum += weights[bin] * shares[bin] * values[bin];
        }
        return sum;
    }
}
