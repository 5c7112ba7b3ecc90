package dev.outrank.planner.search;

import dev.outrank.bundle.plan.ShardSpec;
import dev.outrank.bundle.plan.ShardingPlan;
import dev.outrank.planner.model.ModelFacts;
import dev.outrank.planner.model.TableRange;
import dev.outrank.planner.placement.PlanConstraints;
import dev.outrank.planner.placement.ReasonedPlan;
import dev.outrank.planner.predict.PlanPredictor;
import dev.outrank.planner.predict.Serving;
import dev.outrank.planner.predict.ShardTrial;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Changes two shards at a time, away from those that answer last, and keeps what lowers the 99th percentile. For one thread. */
final class LocalSearch {

    /** Of so many shards that answer last one is taken, so that a shard that cannot be helped does not end the search. */
    private static final int LATEST = 3;
    /** The time is looked at once in so many trials. */
    private static final int TIME_CHECK = 64;
    /** A trial asks each shard for its latency, so that many shards get fewer trials; about ten seconds on one core. */
    private static final int TRIALS_TIMES_SHARDS = 400_000;
    /** However many shards there are. */
    private static final int LEAST_TRIALS = 300;

    private static final double NANOS_PER_MILLI = 1e6;

    private final PlanPredictor predictor;
    private final Serving serving;
    private final SearchSettings settings;
    private final SplittableRandom random;

    LocalSearch(PlanPredictor predictor, Serving serving, SearchSettings settings) {
        this.predictor = predictor;
        this.serving = serving;
        this.settings = settings;
        this.random = new SplittableRandom(settings.seed());
    }

    ReasonedPlan improve(ModelFacts model, String strategy, ReasonedPlan seed, PlanConstraints constraints) {
        ShardTrial trial = predictor.trial(seed.plan(), serving);
        Map<String, String> reasons = new HashMap<>(seed.reasons());
        reasons.replaceAll((table, reason) -> "as '" + strategy + "' has it: " + reason);
        int trials = Math.min(settings.maxTrials(), Math.max(LEAST_TRIALS, TRIALS_TIMES_SHARDS / trial.count()));
        double before = trial.p99Nanos();
        long end = System.nanoTime() + settings.timeLimit().toNanos();
        int done = 0;
        int kept = 0;
        for (; done < trials && (done % TIME_CHECK != 0 || System.nanoTime() < end); done++) {
            Change change = Change.random(trial, lateShard(trial), constraints.maxShardBytes(), random);
            if (change != null && change.improves(trial, settings.maxCpuNanos())) {
                change.explainInto(reasons);
                kept++;
            }
        }
        List<String> notes = List.of(
                String.format(
                        Locale.ROOT,
                        "The search began with the plan of '%s' and kept %d of %d changes: P99 %.3f ms, then %.3f ms.",
                        strategy,
                        kept,
                        done,
                        before / NANOS_PER_MILLI,
                        trial.p99Nanos() / NANOS_PER_MILLI),
                done < trials
                        ? "The time limit ended the search: another machine may find another plan."
                        : "The search ended by itself: the same input gives the same plan.");
        return new ReasonedPlan(plan(model, seed.plan(), trial), reasons, notes);
    }

    /** Returns one of the shards that are the most likely to be too late. */
    private int lateShard(ShardTrial trial) {
        int[] latest = IntStream.range(0, trial.count())
                .boxed()
                .sorted(Comparator.<Integer>comparingDouble(trial::lateness).reversed())
                .limit(LATEST)
                .mapToInt(Integer::intValue)
                .toArray();
        return latest[random.nextInt(latest.length)];
    }

    private static ShardingPlan plan(ModelFacts model, ShardingPlan seed, ShardTrial trial) {
        Map<String, Integer> order = new HashMap<>();
        model.tables().forEach(table -> order.put(table.name(), order.size()));
        List<ShardSpec> shards = new ArrayList<>();
        for (int shard = 0; shard < trial.count(); shard++) {
            shards.add(new ShardSpec(
                    shard,
                    trial.replicas(shard),
                    trial.ranges(shard).stream()
                            .map(TableRange::placement)
                            .sorted(Comparator.comparing(placement -> order.getOrDefault(placement.table(), 0)))
                            .toList()));
        }
        return seed.madeBy(AutoStrategy.NAME).withShards(shards);
    }
}
