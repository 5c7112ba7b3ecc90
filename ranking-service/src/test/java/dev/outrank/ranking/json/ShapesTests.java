package dev.outrank.ranking.json;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ShapesTests {

    @Test
    void multipliesDimensions() {
        assertThat(Shapes.elements(new long[] {50, 4})).isEqualTo(200);
        assertThat(Shapes.elements(new long[] {50, 0})).isZero();
        assertThat(Shapes.elements(new long[] {})).isEqualTo(1);
    }

    @Test
    void saturatesWhereTheProductOverflows() {
        assertThat(Shapes.elements(new long[] {Long.MAX_VALUE, 2})).isEqualTo(Long.MAX_VALUE);
        assertThat(Shapes.elements(new long[] {1L << 32, 1L << 32})).isEqualTo(Long.MAX_VALUE);
        assertThat(Shapes.elements(new long[] {1L << 62, 3, 5})).isEqualTo(Long.MAX_VALUE);
    }
}
