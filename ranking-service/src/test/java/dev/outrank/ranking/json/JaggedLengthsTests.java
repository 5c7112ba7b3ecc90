package dev.outrank.ranking.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class JaggedLengthsTests {

    @Test
    void addsLengthsUpInPlace() {
        int[] three = {3, 0, 1, -7, -8};
        JaggedLengths.toOffsetsInPlace(three, 3, 4, "f.lengths", "f.values");
        assertThat(three).containsExactly(0, 3, 3, 4, -8);
        int[] none = {5};
        JaggedLengths.toOffsetsInPlace(none, 0, 0, "f.lengths", "f.values");
        assertThat(none).containsExactly(0);
    }

    @Test
    void namesBothShapesWhenLengthsDoNotAddUp() {
        assertThatThrownBy(() -> JaggedLengths.toOffsetsInPlace(new int[] {3, 1, 0}, 2, 5, "f.lengths", "f.values"))
                .hasMessage("f.lengths: shape [2], sum 4 (expected: sum 5, since f.values has shape [5])");
    }

    @Test
    void refusesNegativeLengthsAndSumsBeyondInt32() {
        assertThatThrownBy(() -> JaggedLengths.toOffsetsInPlace(new int[] {2, -1, 0}, 2, 1, "f.lengths", "f.values"))
                .hasMessage("f.lengths[1]: -1 (expected: at least 0)");
        int[] huge = {Integer.MAX_VALUE, Integer.MAX_VALUE, 2, 0};
        assertThatThrownBy(() -> JaggedLengths.toOffsetsInPlace(huge, 3, 0, "f.lengths", "f.values"))
                .hasMessageContaining("sum 4294967296 (expected: sum 0");
    }
}
