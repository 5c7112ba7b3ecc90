package dev.outrank.config.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.outrank.registry.report.ValueBuckets;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class BucketCountsTests {

    /** From 1 to 1.125, and from 2 to 2.25. */
    private final BucketCounts counts = BucketCounts.of(Map.of(ValueBuckets.of(1), 90L, ValueBuckets.of(2), 10L));

    @Test
    void findsQuantilesWithinTheirBuckets() {
        assertThat(counts.quantile(0.45)).isCloseTo(1.0625, within(1e-9));
        assertThat(counts.quantile(0.95)).isCloseTo(2.125, within(1e-9));
        assertThat(counts.quantile(1)).isCloseTo(2.25, within(1e-9));
        assertThat(BucketCounts.NONE.quantile(0.5)).isZero();
    }

    @Test
    void countsThePartOfABucketThatIsAbove() {
        assertThat(counts.above(0)).isEqualTo(100);
        assertThat(counts.above(1.0625)).isCloseTo(55, within(1e-9));
        assertThat(counts.above(1.5)).isEqualTo(10);
        assertThat(counts.above(3)).isZero();
    }

    @Test
    void takesInfinitiesAndNotANumber() {
        BucketCounts odd = BucketCounts.of(Map.of(
                ValueBuckets.of(Float.NaN), 1L, ValueBuckets.of(Float.POSITIVE_INFINITY), 1L, ValueBuckets.of(1), 2L));
        assertThat(odd.above(3)).isEqualTo(2);
        assertThat(odd.quantile(0.5)).isEqualTo(1.125);
        assertThat(odd.quantile(1)).isEqualTo(Float.MAX_VALUE);
    }
}
