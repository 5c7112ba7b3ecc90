package dev.outrank.workbench.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Searches the highest rate that a target sustains: doubles until a rate fails, halves the interval between the last two until it is narrow, and tries
 * what is left once more; where that fails, a little less, a few times.
 */
public final class CapacitySearch {

    /** A run at a rate. */
    public interface Trial {

        /** Sends at a rate and returns how that went. */
        CapacityStep at(double rate) throws InterruptedException;
    }

    /** Wider than this the interval is halved again: runs of seconds do not tell less apart. */
    private static final double NARROW = 1.05;

    private static final double LESS = 0.95;

    /** Of the first rate: below this a target is no slower, it is down. */
    private static final double LOWEST = 1.0 / 64;

    private static final int VERIFICATIONS = 4;
    private static final int MAX_DOUBLINGS = 24;

    private final Trial trial;
    private final Consumer<CapacityStep> listener;
    private final List<CapacityStep> steps = new ArrayList<>();

    /** Makes a search that tells of each step. */
    public CapacitySearch(Trial trial, Consumer<CapacityStep> listener) {
        this.trial = trial;
        this.listener = listener;
    }

    /**
     * Returns the highest rate, and how it was found.
     *
     * @param first the rate to begin with; where it fails, lower ones are tried
     */
    public CapacityReport search(double first, double p99TargetMicros) throws InterruptedException {
        double passed = 0;
        double failed = first;
        for (int doubling = 0; doubling < MAX_DOUBLINGS && passes(failed); doubling++) {
            passed = failed;
            failed *= 2;
        }
        for (int halving = 0; passed == 0 && halving < MAX_DOUBLINGS && failed > first * LOWEST; halving++) {
            double lower = failed / 2;
            if (passes(lower)) {
                passed = lower;
            } else {
                failed = lower;
            }
        }
        while (passed > 0 && failed / passed > NARROW) {
            double middle = Math.sqrt(passed * failed);
            if (passes(middle)) {
                passed = middle;
            } else {
                failed = middle;
            }
        }
        return new CapacityReport(ReplayResult.FORMAT_VERSION, p99TargetMicros, verified(passed), steps);
    }

    private double verified(double rate) throws InterruptedException {
        double wanted = rate;
        for (int i = 0; rate > 0 && i < VERIFICATIONS; i++) {
            if (passes(wanted)) {
                return wanted;
            }
            wanted *= LESS;
        }
        return 0;
    }

    private boolean passes(double rate) throws InterruptedException {
        CapacityStep step = trial.at(rate);
        steps.add(step);
        listener.accept(step);
        return step.passed();
    }
}
