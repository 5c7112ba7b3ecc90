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
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Changes two shards at a time, away from those that answer last, and keeps what lowers the 99th percentile. For one thread. */
final class LocalSearch {

    /** Of so many shards that answer last one is taken, so that a shard that cannot be helped does not end the search. */
    private static final int LATEST = 3;
    /** The time is looked at once in so many trials. */
    private static final int TIME_CHECK = 64;
    /** Trials ask each shard for its latency: many shards get fewer of them, down to one each. */
    private static final int TRIALS_TIMES_SHARDS = 400_000;

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
        int trials = Math.min(settings.maxTrials(), Math.max(trial.count(), TRIALS_TIMES_SHARDS / trial.count()));
        long end = System.nanoTime() + settings.timeLimit().toNanos();
        for (int i = 0; i < trials && (i % TIME_CHECK != 0 || System.nanoTime() < end); i++) {
            Change change = Change.random(trial, lateShard(trial), constraints.maxShardBytes(), random);
            if (change != null
                    && trial.improves(
                            change.from(),
                            change.fromRanges(),
                            change.to(),
                            change.toRanges(),
                            settings.maxCpuNanos())) {
                change.explainInto(reasons);
            }
        }
        return new ReasonedPlan(plan(model, seed.plan(), trial), reasons);
    }

    /** Returns one of the shards that are the most likely to be too late. */
    private int lateShard(ShardTrial trial) {
        List<Integer> latest = IntStream.range(0, trial.count())
                .boxed()
                .sorted(Comparator.<Integer>comparingDouble(trial::lateness).reversed())
                .limit(LATEST)
                .toList();
        return latest.get(random.nextInt(latest.size()));
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
        return new ShardingPlan(
                seed.formatVersion(), seed.model(), seed.bundleFingerprint(), AutoStrategy.NAME, seed.dtypes(), shards);
    }
}
