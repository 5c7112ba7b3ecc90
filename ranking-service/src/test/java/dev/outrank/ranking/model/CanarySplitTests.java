package dev.outrank.ranking.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrank.registry.Canary;
import dev.outrank.registry.ModelEntry;
import dev.outrank.registry.VersionEntry;
import dev.outrank.registry.VersionState;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CanarySplitTests {

    private static final int KEYS = 100_000;

    private static CanarySplit split(double percent) {
        VersionEntry version = new VersionEntry(
                "2", VersionState.READY, URI.create("file:///b/"), URI.create("file:///s/"), "0".repeat(64));
        return Objects.requireNonNull(
                CanarySplit.of(new ModelEntry("clicks", null, new Canary("2", percent), false, List.of(version))));
    }

    private static long taken(double percent) {
        CanarySplit split = split(percent);
        return IntStream.range(0, KEYS)
                .filter(key -> split.takes("user-" + key))
                .count();
    }

    /** Computed elsewhere, from the rule in words: every process of every version of this service must agree. */
    @ParameterizedTest
    @CsvSource({
        "clicks, user-1, 1285",
        "clicks, user-2, 1836",
        "feed, user-1, 2503",
        "clicks, '', 7645",
        "clicks, é, 5193"
    })
    void hasTheBucketOfTheRule(String model, String key, int bucket) {
        assertThat(CanarySplit.bucket(model, key)).isEqualTo(bucket);
    }

    @ParameterizedTest
    @CsvSource({"12.85, false", "12.86, true", "12.850001, true", "100, true", "0.01, false"})
    void takesTheBucketsBelowItsPercentage(double percent, boolean taken) {
        assertThat(split(percent).takes("user-1")).isEqualTo(taken);
    }

    @ParameterizedTest
    @CsvSource({"0.001, 1", "0.01, 1", "0.07, 7", "0.29, 29", "1, 100", "1.15, 115", "33.333, 3334", "100, 10000"})
    void hasAsManyBucketsAsDecimalNumbersSay(double percent, int buckets) {
        assertThat(split(percent).buckets()).isEqualTo(buckets);
    }

    @Test
    void takesItsShareOfTheKeys() {
        assertThat(taken(1)).isEqualTo(991);
        assertThat(taken(10)).isEqualTo(10_114);
        assertThat(taken(50)).isEqualTo(50_262);
        assertThat(taken(100)).isEqualTo(KEYS);
    }

    @Test
    void keepsWhomItTookAtALowerPercentage() {
        double[] percents = {0.01, 0.5, 1, 10, 33.3, 50, 99.99, 100};
        for (int i = 1; i < percents.length; i++) {
            CanarySplit lower = split(percents[i - 1]);
            CanarySplit higher = split(percents[i]);
            assertThat(IntStream.range(0, KEYS).mapToObj(key -> "user-" + key).filter(lower::takes))
                    .isNotEmpty()
                    .allMatch(higher::takes);
        }
    }

    @Test
    void isNoneWithoutACanary() {
        assertThat(CanarySplit.of(new ModelEntry("clicks", null, List.of()))).isNull();
    }
}
