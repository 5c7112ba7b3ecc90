package dev.outrank.planner.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Known results: M/M/1, M/M/2 and M/D/1. */
final class QueueTests {

    private static final double MEAN = 1e6;

    @Test
    void waitsAsMarkovianServersDo() {
        // rho = 0.5: P(wait) = rho, E[W | wait] = E[S] / (1 - rho).
        Queue one = Queue.of(500, MEAN, 2 * MEAN * MEAN, 1);
        assertThat(one.utilisation()).isCloseTo(0.5, within(1e-12));
        assertThat(one.waitProbability()).isCloseTo(0.5, within(1e-12));
        assertThat(one.meanWaitNanos()).isCloseTo(2 * MEAN, within(1e-6));
        // Two servers, a = 1: C = 1/3.
        Queue two = Queue.of(1000, MEAN, 2 * MEAN * MEAN, 2);
        assertThat(two.waitProbability()).isCloseTo(1.0 / 3, within(1e-12));
        assertThat(two.meanWaitNanos()).isCloseTo(MEAN, within(1e-6));
    }

    @Test
    void waitsHalfAsLongWhenServiceTimesAreConstant() {
        assertThat(Queue.of(500, MEAN, MEAN * MEAN, 1).meanWaitNanos()).isCloseTo(MEAN, within(1e-6));
    }

    @Test
    void hasAnExponentialTail() {
        Queue queue = Queue.of(500, MEAN, 2 * MEAN * MEAN, 1);
        assertThat(queue.waitsAtMost(-1)).isZero();
        assertThat(queue.waitsAtMost(0)).isCloseTo(0.5, within(1e-12));
        assertThat(queue.waitsAtMost(2 * MEAN)).isCloseTo(1 - 0.5 * Math.exp(-1), within(1e-12));
    }

    @Test
    void neverWaitsWhenIdleAndNeverSettlesWhenSaturated() {
        assertThat(Queue.of(0, MEAN, MEAN * MEAN, 1).waitsAtMost(0)).isEqualTo(1);
        assertThat(Queue.of(1000, MEAN, MEAN * MEAN, 1).isSaturated()).isTrue();
        assertThat(Queue.of(999, MEAN, MEAN * MEAN, 1).isSaturated()).isFalse();
    }
}
