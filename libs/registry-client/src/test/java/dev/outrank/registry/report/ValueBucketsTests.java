package dev.outrank.registry.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ValueBucketsTests {

    @Test
    void ordersValues() {
        float[] ascending = {
            Float.NEGATIVE_INFINITY,
            -3,
            -1,
            -0.5f,
            -1e-30f,
            -0f,
            0f,
            1e-30f,
            0.4f,
            0.5f,
            0.57f,
            1,
            900,
            1e30f,
            Float.POSITIVE_INFINITY,
            Float.NaN
        };
        for (int i = 1; i < ascending.length; i++) {
            assertThat(ValueBuckets.of(ascending[i]))
                    .as("%s after %s", ascending[i], ascending[i - 1])
                    .isGreaterThan(ValueBuckets.of(ascending[i - 1]));
        }
        assertThat(ValueBuckets.of(Float.NaN)).isLessThan(ValueBuckets.COUNT);
        assertThat(ValueBuckets.of(Float.NEGATIVE_INFINITY)).isNotNegative();
    }

    @Test
    void countsAnEighthOfAPowerOfTwoTogether() {
        assertThat(ValueBuckets.of(1.0f)).isEqualTo(ValueBuckets.of(1.12f)).isEqualTo(ValueBuckets.of(1.126f) - 1);
    }

    @Test
    void knowsWhereABucketBegins() {
        for (float value : new float[] {0, 0.3f, 1, 1234.5f, -0.3f, -77}) {
            float bound = ValueBuckets.bound(ValueBuckets.of(value));
            assertThat(Math.abs(bound))
                    .isLessThanOrEqualTo(Math.abs(value))
                    .isGreaterThanOrEqualTo(Math.abs(value) / 1.126f);
            assertThat(Math.signum(bound)).isEqualTo(Math.signum(value));
        }
    }
}
