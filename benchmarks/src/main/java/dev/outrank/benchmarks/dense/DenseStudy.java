package dev.outrank.benchmarks.dense;

import ai.onnxruntime.OrtException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.Arrays;

/** Checks the answers of nets in float32 and int8, and times both in turn. */
final class DenseStudy {

    /** The services' own tolerance of float32 nets that are computed another way. */
    private static final double FLOAT_TOLERANCE = 5e-5;

    /** Of the mean change of a score in int8: the random weights of a workload cost more than trained ones, and a wrong graph costs some 0.3. */
    private static final double INT8_TOLERANCE = 0.1;

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final WorkloadNets nets;
    private final int rounds;
    private final Duration turn;

    /**
     * Prepares a study.
     *
     * @param rounds each of which is a turn of both, at least 1
     * @param turn processor time of a turn; the last run that begins within it is the last one
     */
    DenseStudy(WorkloadNets nets, int rounds, Duration turn) {
        this.nets = nets;
        this.rounds = rounds;
        this.turn = turn;
    }

    /** Runs it on the calling thread. */
    DenseRow run(RuntimeOption option, int candidates) throws OrtException {
        try (RunningNets float32 = new RunningNets(nets, false, option, candidates);
                RunningNets int8 = new RunningNets(nets, true, option, candidates)) {
            double change = check(float32, int8);
            double[] float32Pairs = new double[rounds];
            double[] int8Pairs = new double[rounds];
            for (int round = 0; round < rounds; round++) {
                float32Pairs[round] = pairsPerSecond(float32);
                int8Pairs[round] = pairsPerSecond(int8);
            }
            return DenseRow.of(nets.workload().name(), candidates, option, float32Pairs, int8Pairs, change);
        }
    }

    /** Returns the mean difference of scores of both, which are checked against float32 nets without fusions. */
    private double check(RunningNets float32, RunningNets int8) throws OrtException {
        float[] scores = float32.scores();
        try (RunningNets plain = new RunningNets(nets, false, RuntimeOption.UNOPTIMIZED, float32.candidates())) {
            require("float32", largestChange(plain.scores(), scores), FLOAT_TOLERANCE);
        }
        float[] quantized = int8.scores();
        if (!Arrays.equals(quantized, int8.scores())) {
            throw new IllegalStateException("int8 scores: others the second time (expected: the same bits)");
        }
        double change = meanChange(scores, quantized);
        require("int8", change, INT8_TOLERANCE);
        return change;
    }

    private static void require(String nets, double change, double tolerance) {
        if (!(change <= tolerance)) {
            throw new IllegalStateException(nets + " scores: " + change
                    + " from those of plain float32 nets (expected: at most " + tolerance + ")");
        }
    }

    private static double largestChange(float[] left, float[] right) {
        double largest = 0;
        for (int i = 0; i < left.length; i++) {
            double change = Math.abs((double) left[i] - right[i]);
            largest = Double.isNaN(change) ? Double.NaN : Math.max(largest, change);
        }
        return largest;
    }

    private static double meanChange(float[] left, float[] right) {
        double sum = 0;
        for (int i = 0; i < left.length; i++) {
            sum += Math.abs((double) left[i] - right[i]);
        }
        return sum / left.length;
    }

    private double pairsPerSecond(RunningNets running) {
        long start = threads.getCurrentThreadCpuTime();
        long pairs = 0;
        long nanos;
        do {
            running.run();
            pairs += running.candidates();
            nanos = threads.getCurrentThreadCpuTime() - start;
        } while (nanos < turn.toNanos());
        return pairs * 1e9 / nanos;
    }
}
