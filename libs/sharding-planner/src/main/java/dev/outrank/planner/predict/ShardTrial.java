package dev.outrank.planner.predict;

import dev.outrank.planner.model.TableRange;
import java.util.ArrayList;
import java.util.List;

/** Shards that change while their latency is asked: the state of a search. Mutable, for one thread. */
public final class ShardTrial {

    private static final double TAIL = 0.99;
    /** Below this a change is rounding, and a search that follows it may go round in circles. */
    private static final double LEAST_GAIN = 1e-9;

    private final PlanCosts costs;
    private final int[] replicas;
    private final Serving serving;
    private final List<List<TableRange>> shards;
    private final ShardWork[] works;
    private double p99Nanos;
    private double[] lateness;

    ShardTrial(PlanCosts costs, List<List<TableRange>> shards, int[] replicas, Serving serving) {
        this.costs = costs;
        this.replicas = replicas.clone();
        this.serving = serving;
        this.shards = new ArrayList<>(shards.stream().map(List::copyOf).toList());
        this.works = shards.stream().map(costs.estimator()::of).toArray(ShardWork[]::new);
        Latency latency = costs.latency(works, replicas, serving);
        this.p99Nanos = latency.quantile(TAIL);
        this.lateness = lateness(latency);
    }

    private double[] lateness(Latency latency) {
        double[] late = new double[works.length];
        for (int shard = 0; shard < late.length; shard++) {
            late[shard] = latency.lateness(shard, p99Nanos);
        }
        return late;
    }

    /**
     * Gives two shards other ranges if that lowers the 99th percentile.
     *
     * @param cpuLimitNanos the most CPU time that a request may take in all processes
     * @return whether it did; otherwise nothing has changed
     */
    public boolean improves(
            int first, List<TableRange> firstRanges, int second, List<TableRange> secondRanges, double cpuLimitNanos) {
        ShardWork[] changed = works.clone();
        changed[first] = costs.estimator().of(firstRanges);
        changed[second] = costs.estimator().of(secondRanges);
        if (slowness(changed[second]) >= slowness(works[first]) && slowness(changed[first]) >= slowness(works[first])) {
            return false;
        }
        Latency other = costs.latency(changed, replicas, serving);
        if (other.within(p99Nanos * (1 - LEAST_GAIN)) < TAIL || costs.cpuNanos(changed, serving) > cpuLimitNanos) {
            return false;
        }
        works[first] = changed[first];
        works[second] = changed[second];
        shards.set(first, List.copyOf(firstRanges));
        shards.set(second, List.copyOf(secondRanges));
        p99Nanos = other.quantile(TAIL, 0, p99Nanos);
        lateness = lateness(other);
        return true;
    }

    /** Returns the time of call and pooling for the most candidates, a measure for which shard a request waits for. */
    private static double slowness(ShardWork work) {
        int last = work.poolNanos().length - 1;
        return work.callNanos()[last] + work.poolNanos()[last];
    }

    /** Returns how likely a shard is to answer too late for the 99th percentile. */
    public double lateness(int shard) {
        return lateness[shard];
    }

    /** Returns the 99th percentile of the latency; infinite where a queue never settles. */
    public double p99Nanos() {
        return p99Nanos;
    }

    /** Returns the ranges of a shard. */
    public List<TableRange> ranges(int shard) {
        return shards.get(shard);
    }

    /** Returns the number of shards. */
    public int count() {
        return works.length;
    }

    /** Returns the instances of a shard. */
    public int replicas(int shard) {
        return replicas[shard];
    }
}
