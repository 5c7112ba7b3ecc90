package dev.outrank.workbench.characterize;

import dev.outrank.bundle.failure.CallerException;
import dev.outrank.workbench.replay.Api;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How thorough a study is.
 *
 * @param strategies that are measured on several shards
 * @param shardCounts how many those are; one-shard is measured too where 1 is among them
 * @param loads shares of singular's capacity, besides serial
 * @param rounds of each load, at least 1
 * @param turn how long one side is measured at a time
 * @param answerTurn how long of the best placement on the most shards, which is measured once more; empty to measure it once
 * @param warmUp how long new processes are warmed up
 * @param requests distinct ones
 * @param api by which they are sent
 * @param properties of all services, in the form {@code --name=value}
 * @param sweeps what is changed about the best placement on the most shards
 */
record StudySettings(
        List<String> strategies,
        List<Integer> shardCounts,
        List<Integer> loads,
        int rounds,
        Duration turn,
        Optional<Duration> answerTurn,
        Duration warmUp,
        int requests,
        Api api,
        List<String> properties,
        List<Sweep> sweeps) {

    private static final int SHORTER = 10;

    StudySettings {
        strategies = List.copyOf(strategies);
        shardCounts = List.copyOf(shardCounts);
        loads = List.copyOf(loads);
        properties = List.copyOf(properties);
        sweeps = List.copyOf(sweeps);
        if (rounds < 1) {
            throw new CallerException("--rounds: " + rounds + " (expected: at least 1)");
        }
        if (requests < 1) {
            throw new CallerException("--requests: " + requests + " (expected: at least 1)");
        }
        if (!turn.isPositive()) {
            throw new CallerException("--turn: " + turn + " (expected: above 0s)");
        }
        for (int load : loads) {
            if (load < 1 || load > 100) {
                throw new CallerException("--loads: " + load + " (expected: percentages of 1 to 100)");
            }
        }
    }

    /** Returns how long a plan is warmed up whose processes have served others: compilers know the code by then, caches do not know the plan. */
    Duration shorterWarmUp() {
        return warmUp.dividedBy(SHORTER);
    }

    /** Returns all placements, those of one shard first. */
    List<Placement> placements() {
        return shardCounts.stream()
                .sorted()
                .flatMap(shards -> shards == 1
                        ? List.of(Placement.plain("one-shard", 1)).stream()
                        : strategies.stream().map(strategy -> Placement.plain(strategy, shards)))
                .toList();
    }
}
