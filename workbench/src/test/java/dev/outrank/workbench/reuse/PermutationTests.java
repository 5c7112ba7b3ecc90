package dev.outrank.workbench.reuse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PermutationTests {

    private static long[] numbers(long size, long seed, String name) {
        Permutation permutation = new Permutation(size, seed, name);
        return LongStream.range(0, size).map(permutation::at).toArray();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 16, 17, 63, 64, 65, 1000, 4096, 10_007})
    void reachesEveryNumberOnce(long size) {
        assertThat(LongStream.of(numbers(size, 7, "t")).sorted())
                .containsExactlyElementsOf(LongStream.range(0, size).boxed().toList());
    }

    @Test
    void repeatsForASeedAndNameAndDiffersForOthers() {
        long[] first = numbers(1000, 7, "t");
        assertThat(numbers(1000, 7, "t")).isEqualTo(first);
        assertThat(numbers(1000, 8, "t")).isNotEqualTo(first);
        assertThat(numbers(1000, 7, "u")).isNotEqualTo(first);
    }

    @Test
    void mixesNeighbours() {
        long[] numbers = numbers(100_000, 7, "t");
        double firstHalf = LongStream.of(numbers).limit(1000).average().orElseThrow();
        assertThat(firstHalf).isBetween(47_000.0, 53_000.0);
    }

    @Test
    void staysInsideWhenTheSizeIsLarge() {
        Permutation permutation = new Permutation(3_000_000_000_000L, 7, "t");
        assertThat(LongStream.range(0, 1000).map(permutation::at).distinct())
                .hasSize(1000)
                .allMatch(number -> {
                    return number >= 0 && number < 3_000_000_000_000L;
                });
    }
}
