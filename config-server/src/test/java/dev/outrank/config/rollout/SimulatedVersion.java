package dev.outrank.config.rollout;

import dev.outrank.registry.report.TrafficReport;
import dev.outrank.registry.report.ValueBuckets;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/** The requests of one version in one process: latencies as log-normal variates about {@code medianMicros}, two scores of each answer as logistic-normal ones. */
final class SimulatedVersion {

    /**
     * How a version answers.
     *
     * @param medianMicros half of its answers are faster
     * @param latencySpread standard deviation of the latency's logarithm
     * @param errorRate share of failures
     * @param degradedRate share of answers in part
     * @param scoreCentre where the scores' logits lie, which spread by 1
     */
    record Behaviour(
            double medianMicros, double latencySpread, double errorRate, double degradedRate, double scoreCentre) {

        static final Behaviour GOOD = new Behaviour(8000, 0.3, 0.002, 0.002, -1);

        Behaviour slower(double factor) {
            return new Behaviour(medianMicros * factor, latencySpread, errorRate, degradedRate, scoreCentre);
        }

        Behaviour spread(double spread) {
            return new Behaviour(medianMicros, spread, errorRate, degradedRate, scoreCentre);
        }

        Behaviour failing(double rate) {
            return new Behaviour(medianMicros, latencySpread, rate, degradedRate, scoreCentre);
        }

        Behaviour degraded(double rate) {
            return new Behaviour(medianMicros, latencySpread, errorRate, rate, scoreCentre);
        }

        Behaviour scoring(double centre) {
            return new Behaviour(medianMicros, latencySpread, errorRate, degradedRate, centre);
        }
    }

    private static final double SCORES_OF_ONE_ANSWER_DIFFER_BY = 0.3;

    private final Behaviour behaviour;
    private final RandomGenerator random;
    private final Map<Integer, Long> latencies = new TreeMap<>();
    private final Map<Integer, Long> scores = new TreeMap<>();
    private long requests;
    private long errors;
    private long degraded;

    SimulatedVersion(Behaviour behaviour, RandomGenerator random) {
        this.behaviour = behaviour;
        this.random = random;
    }

    void request() {
        requests++;
        if (random.nextDouble() < behaviour.errorRate()) {
            errors++;
            return;
        }
        if (random.nextDouble() < behaviour.degradedRate()) {
            degraded++;
        }
        count(latencies, behaviour.medianMicros() * Math.exp(behaviour.latencySpread() * random.nextGaussian()));
        double logit = behaviour.scoreCentre() + random.nextGaussian();
        count(scores, 1 / (1 + Math.exp(-logit)));
        count(scores, 1 / (1 + Math.exp(-logit - SCORES_OF_ONE_ANSWER_DIFFER_BY * random.nextGaussian())));
    }

    private static void count(Map<Integer, Long> buckets, double value) {
        buckets.merge(ValueBuckets.of((float) value), 1L, Long::sum);
    }

    TrafficReport report(String version) {
        return new TrafficReport("clicks", version, requests, errors, degraded, latencies, scores);
    }
}
