package dev.outrank.planner.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LatencyTests {

    private static final Queue IDLE = new Queue(0, 0, 0);
    private static final double[] ALWAYS = {1, 1};

    private static Latency latency(double[] free, double[] serial, double[][] branches, Queue[] shards, Queue ranking) {
        double[][] touched = new double[branches.length][];
        Arrays.fill(touched, ALWAYS);
        int[] replicas = new int[branches.length];
        Arrays.fill(replicas, 1);
        return new Latency(new double[] {0.9, 0.1}, free, serial, branches, touched, replicas, shards, ranking);
    }

    @Test
    void isTheSlowestShardOfEachSizeWhenNothingWaits() {
        Latency latency = latency(
                new double[] {5, 5},
                new double[] {100, 200},
                new double[][] {{10, 40}, {20, 30}},
                new Queue[] {IDLE, IDLE},
                IDLE);
        assertThat(latency.quantile(0.5)).isCloseTo(120, within(1e-3));
        assertThat(latency.quantile(0.99)).isCloseTo(240, within(1e-3));
    }

    @Test
    void isWhatRunsBesideTheCallsWhenThatTakesLonger() {
        Latency latency = latency(
                new double[] {50, 50}, new double[] {0, 0}, new double[][] {{10, 40}}, new Queue[] {IDLE}, IDLE);
        assertThat(latency.quantile(0.99)).isCloseTo(50, within(1e-3));
    }

    @Test
    void ignoresAShardThatIsHardlyEverCalled() {
        Latency latency = new Latency(
                new double[] {1},
                new double[] {0},
                new double[] {0},
                new double[][] {{10}, {1000}},
                new double[][] {{1}, {0.001}},
                new int[] {1, 1},
                new Queue[] {IDLE, IDLE},
                IDLE);
        assertThat(latency.quantile(0.99)).isCloseTo(10, within(1e-3));
        assertThat(latency.quantile(0.9999)).isCloseTo(1000, within(1e-3));
    }

    @Test
    void isInfiniteWhenAQueueNeverSettles() {
        Queue full = Queue.of(2000, 1e6, 1e12, 1);
        assertThat(latency(new double[] {0, 0}, new double[] {0, 0}, new double[][] {{1, 1}}, new Queue[] {full}, IDLE)
                        .quantile(0.5))
                .isInfinite();
    }

    /** Requests arrive at random and ask one instance of each shard at once, chosen at random; an instance does one thing at a time. */
    @ParameterizedTest
    @CsvSource({"1, 1, 0.2", "4, 1, 0.3", "8, 1, 0.5", "16, 1, 0.6", "4, 2, 0.4", "8, 3, 0.5", "2, 8, 0.5"})
    void agreesWithASimulationOfItsQueues(int shards, int replicas, double utilisation) {
        double[] service = {400_000, 1_200_000};
        double[] weights = {0.9, 0.1};
        double mean = weights[0] * service[0] + weights[1] * service[1];
        double square = weights[0] * service[0] * service[0] + weights[1] * service[1] * service[1];
        double ratePerInstance = utilisation / mean * 1e9;
        Queue[] queues = new Queue[shards];
        Arrays.fill(queues, Queue.of(ratePerInstance, mean, square, 1));
        double[][] branches = new double[shards][];
        Arrays.fill(branches, service);
        double[][] touched = new double[shards][];
        Arrays.fill(touched, ALWAYS);
        int[] instances = new int[shards];
        Arrays.fill(instances, replicas);
        Latency latency =
                new Latency(weights, new double[2], new double[2], branches, touched, instances, queues, IDLE);
        double[] simulated = simulate(shards, replicas, ratePerInstance * replicas, service, weights[0]);
        assertThat(latency.quantile(0.5)).isCloseTo(quantile(simulated, 0.5), Percentage.withPercentage(15));
        assertThat(latency.quantile(0.99)).isCloseTo(quantile(simulated, 0.99), Percentage.withPercentage(15));
    }

    private static double quantile(double[] sorted, double share) {
        return sorted[(int) (share * sorted.length)];
    }

    private static double[] simulate(int shards, int replicas, double rate, double[] service, double smallShare) {
        Random random = new Random(5);
        double[][] freeAt = new double[shards][replicas];
        double[] latencies = new double[200_000];
        double now = 0;
        for (int i = 0; i < latencies.length; i++) {
            now += -Math.log(1 - random.nextDouble()) / rate * 1e9;
            double nanos = random.nextDouble() < smallShare ? service[0] : service[1];
            for (double[] instances : freeAt) {
                int instance = random.nextInt(replicas);
                instances[instance] = Math.max(instances[instance], now) + nanos;
                latencies[i] = Math.max(latencies[i], instances[instance] - now);
            }
        }
        Arrays.sort(latencies);
        return latencies;
    }
}
