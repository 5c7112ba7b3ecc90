package dev.outrank.planner.predict;

import dev.outrank.planner.cost.StageCosts;
import dev.outrank.planner.model.Demand;
import dev.outrank.planner.model.ModelFacts;
import dev.outrank.planner.model.TableFacts;
import dev.outrank.planner.model.TableRange;
import dev.outrank.planner.traffic.CandidateShare;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Estimates the work of a shard from the ranges that it holds. Immutable. */
final class WorkEstimator {

    private final StageCosts costs;
    private final Map<String, TableCosts> tables;
    private final double[] candidates;
    private final double meanCandidates;

    WorkEstimator(ModelFacts model, Demand demand, StageCosts costs) {
        this.costs = costs;
        this.tables = HashMap.newHashMap(model.tables().size());
        model.tables().forEach(table -> tables.put(table.name(), TableCosts.of(table, demand, costs)));
        this.candidates = demand.candidates().stream()
                .mapToDouble(CandidateShare::candidates)
                .toArray();
        this.meanCandidates = demand.meanCandidates();
    }

    /** Returns the work of a shard that holds these ranges. */
    ShardWork of(List<TableRange> ranges) {
        TableCosts[] table = new TableCosts[ranges.size()];
        double[] share = new double[ranges.size()];
        long bytes = 0;
        double lookups = 0;
        for (int i = 0; i < share.length; i++) {
            TableRange range = ranges.get(i);
            table[i] = costsOf(range);
            share[i] = table[i].heat().share(range.firstRow(), range.endRow());
            bytes += range.bytes();
            lookups += table[i].demand().lookups(meanCandidates) * share[i];
        }
        Sums sums = new Sums(candidates);
        for (int i = 0; i < share.length; i++) {
            double cached = lookups == 0 ? 0 : cachedShare(ranges.get(i), table[i], share[i], lookups);
            sums.add(ranges.get(i), table[i], share[i], table[i].rowNanos(meanCandidates, share[i], cached));
        }
        return sums.work(bytes, lookups, costs);
    }

    /** Returns what each lookup of a whole table costs, bags included and caches cold; 0 where nothing is asked. */
    double coldNanosPerLookup(TableFacts table) {
        TableCosts found = costsOf(TableRange.whole(table));
        double lookups = found.demand().lookups(meanCandidates);
        double fixed = found.lookups() * found.pool().lookupNanos()
                + found.demand().bags(meanCandidates) * found.pool().bagNanos();
        return lookups == 0 ? 0 : fixed / lookups + found.rowNanos(meanCandidates, 1, 0);
    }

    private TableCosts costsOf(TableRange range) {
        TableCosts found = tables.get(range.table().name());
        if (found == null) {
            throw new IllegalArgumentException("range: " + range + " (expected: of a table of the model)");
        }
        return found;
    }

    /** Each range has the part of the caches that it has of the shard's lookups, and keeps its hottest rows there. */
    private double cachedShare(TableRange range, TableCosts table, double share, double shardLookups) {
        double own = table.demand().lookups(meanCandidates) * share / shardLookups;
        double rows = costs.cacheBytes() * own / range.table().rowBytes();
        return table.heat().hottestShare(range.firstRow(), range.endRow(), rows);
    }

    private static final class Sums {

        private final double[] candidates;
        private final double[] untouched;
        private final double[] rowNanos;
        private final double[] ids;
        private final double[] bagNanos;
        private final double[] request;
        private final double[] response;
        private int lookups;

        Sums(double[] candidates) {
            this.candidates = candidates;
            untouched = new double[candidates.length];
            Arrays.fill(untouched, 1);
            rowNanos = new double[candidates.length];
            ids = new double[candidates.length];
            bagNanos = new double[candidates.length];
            request = new double[candidates.length];
            response = new double[candidates.length];
        }

        void add(TableRange range, TableCosts table, double share, double nanosPerRow) {
            lookups += table.lookups();
            double lookupNanos = table.lookups() * table.pool().lookupNanos();
            for (int bin = 0; bin < candidates.length; bin++) {
                double rows = table.demand().lookups(candidates[bin]) * share;
                double bags = table.presentBags(candidates[bin], share);
                untouched[bin] *= 1 - table.demand().touches(candidates[bin], share);
                ids[bin] += rows;
                rowNanos[bin] += rows * nanosPerRow;
                bagNanos[bin] += lookupNanos + bags * table.pool().bagNanos();
                request[bin] += StageCosts.requestBytes(0, bags);
                response[bin] += StageCosts.responseBytes(bags, range.table().dim());
            }
        }

        /** A call has the bags and rows of requests that have any for the shard. */
        ShardWork work(long bytes, double meanLookups, StageCosts costs) {
            ShardWork work = new ShardWork(bytes, meanLookups, candidates.length);
            for (int bin = 0; bin < candidates.length; bin++) {
                double touched = 1 - untouched[bin];
                double perCall = touched == 0 ? 0 : 1 / touched;
                double idBytes = StageCosts.requestBytes(ids[bin] * perCall, 0) - StageCosts.requestBytes(0, 0);
                double asked = request[bin] + idBytes + StageCosts.REQUEST_FRAME_BYTES;
                double answered = response[bin] + StageCosts.RESPONSE_FRAME_BYTES;
                double pool = bagNanos[bin] + rowNanos[bin] * perCall;
                work.touched()[bin] = touched;
                work.poolNanos()[bin] = pool;
                work.shardCpuNanos()[bin] = pool + costs.shardCpuNanos(lookups, asked, answered);
                work.callNanos()[bin] = costs.callNanos(lookups, asked, answered);
                work.callerCpuNanos()[bin] = costs.callerCpuNanos(lookups, asked, answered);
                work.wireBytes()[bin] = asked + answered;
            }
            return work;
        }
    }
}
