package dev.outrank.config.rollout;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/**
 * Says of the evidence of stable and canary whether the canary is out of its bounds. Pure; looks at each second.
 *
 * <p>A share of the canary's is compared with one of stable's by R. G. Newcombe's bound of their difference (the tenth of "Interval estimation for the
 * difference between independent proportions", Statistics in Medicine 17, 1998), which takes both for what they are, samples:
 *
 * <pre>
 *   c − s − √((c − lower(c))² + (upper(s) − s)²), with the {@link WilsonBound Wilson bounds} lower and upper
 * </pre>
 *
 * <ul>
 *   <li>Errors and answers in part: the bound of the rates' difference is above the one that is allowed.
 *   <li>Latency, at stable's median and at its 99th percentile: the canary's share of answers that are slower than {@code latencyFactor} times that
 *       quantile, and by {@value #LEAST_SLOWDOWN_MICROS} µs, is surely above stable's share of answers that are slower than the quantile itself.
 *   <li>Both count from {@value #FEWEST} such requests of the canary on.
 *   <li>Scores: their {@link ScoreShift} less what chance can make of samples of these sizes is above {@code scoreShift}.
 *   <li>Latencies and scores count from {@value #COMPARABLE} requests of both on.
 * </ul>
 *
 * <p>Nothing is passed before both had {@code minRequests}. A rollout is judged at steps below 100 % only, so that stable always gets a share.
 *
 * <p>Looking each second is looking often, and a bound that one look passes by chance in 1 of 200 cases is passed by some of a hundred looks far
 * more often. The bounds of latencies and scores are wider for it; those of rates need not be, because the difference that is allowed keeps
 * a good canary away from them. What that amounts to is measured in {@code SimulatedRolloutTests}, and told in {@code docs/rollout.md}.
 */
final class CanaryJudge {

    /** For rates: one look errs in 1 of 200 cases, where a canary fails by just as much as is allowed. */
    static final double RATES_Z = 2.58;
    /** For latencies and scores: one look errs in 1 of 2,000 cases. */
    static final double Z = 3.3;
    /** Fewer may have any cause. */
    static final int FEWEST = 5;
    /** Of fewer requests, a quantile and a distribution say nothing. */
    static final int COMPARABLE = 20;
    /** Less is left to cold caches and the scheduler of the operating system. */
    static final int LEAST_SLOWDOWN_MICROS = 1000;

    private static final double UNKNOWN = 0.5;
    private static final double MICROS_PER_MILLI = 1000;
    private static final double[] QUANTILES = {0.5, 0.99};

    private final CanaryBounds bounds;

    CanaryJudge(CanaryBounds bounds) {
        this.bounds = bounds;
    }

    Verdict judge(TrafficCounts stable, TrafficCounts canary) {
        Optional<String> objection = Stream.of(
                        rate("error rate", stable, canary, TrafficCounts::errors, bounds.errorRate()),
                        rate("degraded rate", stable, canary, TrafficCounts::degraded, bounds.degradedRate()),
                        latency(stable, canary),
                        scores(stable, canary))
                .flatMap(Optional::stream)
                .findFirst();
        if (objection.isPresent()) {
            return new Verdict.RollBack(objection.get());
        }
        if (canary.requests() < bounds.minRequests()) {
            return new Verdict.NotEnough(canary.requests() + " of " + bounds.minRequests() + " requests");
        }
        // What was compared with nothing was not compared.
        return stable.requests() < bounds.minRequests()
                ? new Verdict.NotEnough(stable.requests() + " of " + bounds.minRequests() + " requests of stable")
                : new Verdict.GoOn();
    }

    private static Optional<String> rate(
            String name, TrafficCounts stable, TrafficCounts canary, ToLongFunction<TrafficCounts> which, double more) {
        long count = which.applyAsLong(canary);
        double stableRate = stable.requests() == 0 ? 0 : (double) which.applyAsLong(stable) / stable.requests();
        double surely =
                excess((double) count, (double) canary.requests(), stableRate, (double) stable.requests(), RATES_Z);
        if (count < FEWEST || surely <= more) {
            return Optional.empty();
        }
        return Optional.of(String.format(
                Locale.ROOT,
                "%s: %s, %d of %d requests, surely %s above stable's %s (expected: at most %s above it)",
                name,
                percent((double) count / canary.requests()),
                count,
                canary.requests(),
                percent(surely),
                percent(stableRate),
                percent(more)));
    }

    private Optional<String> latency(TrafficCounts stable, TrafficCounts canary) {
        if (tooFew(stable.latencyMicros().total())
                || tooFew(canary.latencyMicros().total())) {
            return Optional.empty();
        }
        return Arrays.stream(QUANTILES)
                .mapToObj(quantile -> latency(stable.latencyMicros(), canary.latencyMicros(), quantile))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private Optional<String> latency(BucketCounts stable, BucketCounts canary, double quantile) {
        double own = stable.quantile(quantile);
        double limit = Math.max(own * bounds.latencyFactor(), own + LEAST_SLOWDOWN_MICROS);
        double slower = canary.above(limit);
        double surely = excess(slower, (double) canary.total(), 1 - quantile, (double) stable.total(), Z);
        if (slower < FEWEST || surely <= 0) {
            return Optional.empty();
        }
        return Optional.of(String.format(
                Locale.ROOT,
                "latency: %.0f of %d answers above %.1f ms (expected: at most %s, as of stable's above its P%.0f, %.1f ms)",
                slower,
                canary.total(),
                limit / MICROS_PER_MILLI,
                percent(1 - quantile),
                quantile * 100,
                own / MICROS_PER_MILLI));
    }

    /** Returns by how much the canary's share, {@code count} of {@code size}, is surely above stable's. */
    private static double excess(double count, double size, double stableShare, double stableSize, double z) {
        if (size == 0 || stableSize == 0) {
            // Nothing to compare with: what most requests meet is wrong by itself.
            return WilsonBound.lower(count, size, z) - UNKNOWN;
        }
        double share = count / size;
        return share
                - stableShare
                - Math.hypot(
                        share - WilsonBound.lower(count, size, z),
                        WilsonBound.upper(stableShare * stableSize, stableSize, z) - stableShare);
    }

    private Optional<String> scores(TrafficCounts stable, TrafficCounts canary) {
        if (tooFew(stable.requests()) || tooFew(canary.requests())) {
            return Optional.empty();
        }
        ScoreShift shift = ScoreShift.between(stable, canary);
        double chance = shift.chance(Z);
        if (shift.index() - chance <= bounds.scoreShift()) {
            return Optional.empty();
        }
        return Optional.of(String.format(
                Locale.ROOT,
                "scores: population stability index %.2f over %d requests, of which chance makes %.2f at most (expected: at most %.2f beside that)",
                shift.index(),
                canary.requests(),
                chance,
                bounds.scoreShift()));
    }

    private static boolean tooFew(long count) {
        return count < COMPARABLE;
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.2f %%", share * 100);
    }
}
