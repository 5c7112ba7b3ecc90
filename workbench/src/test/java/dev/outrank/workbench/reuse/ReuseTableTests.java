package dev.outrank.workbench.reuse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ReuseTableTests {

    private static final ReuseHistogram T856 = ReuseCatalog.find("fbgemm_t856_bs65536.pt");

    private static long[] counts(ReuseTable table, long accesses) {
        long[] counts = new long[(int) table.distinctRows()];
        for (long position = 0; position < accesses; position++) {
            counts[(int) table.rank(position)]++;
        }
        return counts;
    }

    @Test
    void givesEveryRowACountOfItsBucket() {
        ReuseHistogram histogram = new ReuseHistogram(
                "d",
                List.of(
                        new ReuseBucket(0, 1, 0.4, 0.2),
                        new ReuseBucket(1, 2, 0.2, 0.2),
                        new ReuseBucket(2, 4, 0.4, 0.6)));
        ReuseTable table = ReuseTable.of(histogram, 10, 1000);
        assertThat(table.exact()).isTrue();
        assertThat(counts(table, 10)).containsExactly(3, 3, 2, 1, 1);
    }

    @ParameterizedTest
    @CsvSource({"2000001, 1000000, true", "1000, 1000000, false", "2000000, 1000, false", "1, 1, false", "50, 3, false"
    })
    void givesHotRowsTheFirstRanks(long accesses, long rows, boolean exact) {
        ReuseTable table = ReuseTable.of(T856, accesses, rows);
        assertThat(table.exact()).isEqualTo(exact);
        assertThat(table.distinctRows()).isBetween(1L, rows);
        long[] counts = counts(table, accesses);
        // Of few rows the first ones are made of parts of rows, rounded.
        assertThat(counts[0]).isGreaterThan(Arrays.stream(counts).max().orElseThrow() / 2);
        assertThat(counts[counts.length - 1])
                .isEqualTo(Arrays.stream(counts).min().orElseThrow());
        assertThat(counts).doesNotContain(0);
        assertThat(Arrays.stream(counts).sum()).isEqualTo(accesses);
    }

    @Test
    void keepsTheShapeWhenTheTableHasFewerRows() {
        long accesses = 2_000_000;
        long[] all = counts(ReuseTable.of(T856, accesses, 1_000_000), accesses);
        long[] few = counts(ReuseTable.of(T856, accesses, 10_000), accesses);
        for (double share : List.of(0.02, 0.1, 0.3, 0.6)) {
            assertThat(head(few, share)).as("hottest " + share).isCloseTo(head(all, share), within(0.01));
        }
    }

    private static double head(long[] counts, double share) {
        long[] sorted = Arrays.stream(counts).map(count -> -count).sorted().toArray();
        double head =
                -Arrays.stream(sorted).limit((long) (share * sorted.length)).sum();
        return head / Arrays.stream(counts).sum();
    }
}
