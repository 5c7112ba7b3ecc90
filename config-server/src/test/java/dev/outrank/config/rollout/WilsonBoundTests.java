package dev.outrank.config.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class WilsonBoundTests {

    /** The example of R. G. Newcombe, Statistics in Medicine 17 (1998), 857: 81 of 263 at 95 %. */
    @Test
    void agreesWithAPublishedExample() {
        assertThat(WilsonBound.lower(81, 263, 1.959964)).isCloseTo(0.2553, within(0.00005));
        assertThat(WilsonBound.upper(81, 263, 1.959964)).isCloseTo(0.3662, within(0.00005));
    }

    /** Of none in n at most z²/(n + z²), of all at least n/(n + z²). */
    @Test
    void holdsAtTheEnds() {
        assertThat(WilsonBound.lower(0, 20, 2)).isZero();
        assertThat(WilsonBound.upper(0, 20, 2)).isCloseTo(4.0 / 24, within(1e-12));
        assertThat(WilsonBound.lower(20, 20, 2)).isCloseTo(20.0 / 24, within(1e-12));
        assertThat(WilsonBound.upper(20, 20, 2)).isCloseTo(1, within(1e-12));
    }

    @Test
    void saysNothingWithoutTrials() {
        assertThat(WilsonBound.lower(0, 0, 2)).isZero();
        assertThat(WilsonBound.upper(0, 0, 2)).isOne();
    }
}
