package dev.outrank.config.rollout;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Stable and a canary under 20 requests in a second, judged after each second. */
final class SimulatedRollout {

    private static final int REQUESTS_PER_SECOND = 20;

    private final double canaryShare;
    private final RandomGenerator random;
    private final SimulatedVersion stable;
    private final SimulatedVersion canary;
    private final TrafficEvidence stableEvidence = new TrafficEvidence();
    private final TrafficEvidence canaryEvidence = new TrafficEvidence();

    SimulatedRollout(
            double canaryShare, SimulatedVersion.Behaviour stable, SimulatedVersion.Behaviour canary, long seed) {
        this.canaryShare = canaryShare;
        this.random = new SplittableRandom(seed);
        this.stable = new SimulatedVersion(stable, random);
        this.canary = new SimulatedVersion(canary, random);
        report();
    }

    /** Returns after how many seconds the canary is rolled back; one more than {@code seconds} if it is not by then. */
    int rolledBackAfter(int seconds, CanaryJudge judge) {
        for (int second = 1; second <= seconds; second++) {
            for (int request = 0; request < REQUESTS_PER_SECOND; request++) {
                (random.nextDouble() < canaryShare ? canary : stable).request();
            }
            report();
            if (judge.judge(stableEvidence.sum(), canaryEvidence.sum()) instanceof Verdict.RollBack) {
                return second;
            }
        }
        return seconds + 1;
    }

    private void report() {
        stableEvidence.observe("ranking", stable.report("v1"));
        canaryEvidence.observe("ranking", canary.report("v2"));
    }
}
