package dev.outrank.workbench.requests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ScatteredRowsTests {

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 10, 1000, 65_537})
    void givesEachRankARowOfItsOwn(long rows) {
        ScatteredRows scattered = new ScatteredRows(rows);
        assertThat(LongStream.range(0, rows).map(scattered::id).boxed())
                .doesNotHaveDuplicates()
                .allMatch(id -> id >= 0 && id < rows);
    }

    @Test
    void scattersTablesWhoseProductsNeedMoreThan64Bits() {
        long rows = 5_000_000_000L;
        ScatteredRows scattered = new ScatteredRows(rows);
        List<Long> hottest = LongStream.range(0, 1000).mapToObj(scattered::id).toList();
        assertThat(hottest).doesNotHaveDuplicates().allMatch(id -> id >= 0 && id < rows);
        assertThat(hottest.stream().filter(id -> id < rows / 2).count()).isBetween(450L, 550L);
        assertThat(scattered.id(rows - 1)).isBetween(0L, rows - 1);
    }
}
