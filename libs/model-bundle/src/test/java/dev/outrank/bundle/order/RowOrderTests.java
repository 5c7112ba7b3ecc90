package dev.outrank.bundle.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.outrank.bundle.failure.BundleException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RowOrderTests {

    private static RowOrder order(long rows, long... hotIds) {
        return RowOrder.of("order", hotIds, rows);
    }

    /** The definition, in lists of the whole table: row → id. */
    private static long[] permutation(long rows, long... hotIds) {
        Set<Long> hot = new HashSet<>();
        Arrays.stream(hotIds).forEach(hot::add);
        List<Long> ids = new ArrayList<>(LongStream.range(0, rows).boxed().toList());
        List<Integer> left = new ArrayList<>();
        List<Long> displaced = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            if (row < hotIds.length) {
                ids.set(row, hotIds[row]);
                if (!hot.contains((long) row)) {
                    displaced.add((long) row);
                }
            } else if (hot.contains((long) row)) {
                left.add(row);
            }
        }
        for (int i = 0; i < left.size(); i++) {
            ids.set(left.get(i), displaced.get(i));
        }
        return ids.stream().mapToLong(id -> id).toArray();
    }

    private static void assertPermutes(long rows, long... hotIds) {
        RowOrder order = order(rows, hotIds);
        long[] ids = permutation(rows, hotIds);
        assertThat(order.hotRows()).isEqualTo(hotIds.length);
        assertThat(order.hotIds()).containsExactly(hotIds);
        for (int row = 0; row < rows; row++) {
            assertThat(order.id(row)).as("id of row %d", row).isEqualTo(ids[row]);
            assertThat(order.row(ids[row])).as("row of id %d", ids[row]).isEqualTo(row);
        }
    }

    private static void assertRunsAreConsecutive(long rows, long... hotIds) {
        RowOrder order = order(rows, hotIds);
        for (long begin = 0; begin < rows; begin++) {
            long end = order.runEnd(begin, rows);
            assertThat(end).isGreaterThan(begin).isLessThanOrEqualTo(rows);
            for (long row = begin; row < end; row++) {
                assertThat(order.id(row)).isEqualTo(order.id(begin) + row - begin);
            }
        }
    }

    @Test
    void putsTheExampleOfItsDocumentationInOrder() {
        assertThat(permutation(8, 6, 1, 5)).containsExactly(6, 1, 5, 3, 4, 0, 2, 7);
        assertPermutes(8, 6, 1, 5);
    }

    @Test
    void permutesTablesOfAllShapes() {
        assertPermutes(1, 0);
        assertPermutes(2, 1);
        assertPermutes(5, 4, 3, 2, 1, 0);
        assertPermutes(5, 0, 1, 2, 3, 4);
        assertPermutes(6, 2, 0, 1);
        assertPermutes(6, 5, 4, 3);
        assertPermutes(6, 0, 1, 2);
        assertPermutes(7, 6);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 17, 64, 1000, 5003})
    void permutesRandomTablesAsTheDefinitionDoes(long rows) {
        Random random = new Random(rows);
        for (int trial = 0; trial < 20; trial++) {
            List<Long> ids = new ArrayList<>(LongStream.range(0, rows).boxed().toList());
            Collections.shuffle(ids, random);
            int hot = trial == 0 ? (int) rows : 1 + random.nextInt((int) rows);
            long[] hotIds = ids.stream().limit(hot).mapToLong(id -> id).toArray();
            assertPermutes(rows, hotIds);
            assertRunsAreConsecutive(rows, hotIds);
        }
    }

    @Test
    void findsIdsThatCollide() {
        // Multiples of a power of two leave only the upper bits of the product to tell them apart.
        long[] hotIds = LongStream.range(1, 2000).map(i -> i << 50).toArray();
        RowOrder order = order(Long.MAX_VALUE, hotIds);
        for (int row = 0; row < hotIds.length; row++) {
            assertThat(order.row(hotIds[row])).isEqualTo(row);
            assertThat(order.row(hotIds[row] + 1)).isEqualTo(hotIds[row] + 1);
            assertThat(order.row(row)).isEqualTo(hotIds[row]);
            assertThat(order.id(hotIds[row])).isEqualTo(row);
        }
    }

    @Test
    void leavesIdsOutsideTheTableAlone() {
        RowOrder order = order(8, 6, 1, 5);
        for (long outside : new long[] {8, 9, -1, Long.MIN_VALUE, Long.MAX_VALUE, 1L << 32, -1L << 32}) {
            assertThat(order.row(outside)).isEqualTo(outside);
            assertThat(order.id(outside)).isEqualTo(outside);
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 8, 1", "1, 8, 2", "2, 8, 3", "3, 8, 5", "3, 4, 4", "5, 8, 6", "6, 8, 7", "7, 8, 8"})
    void endsRunsWhereIdsJump(long row, long endRow, long end) {
        assertThat(order(8, 6, 1, 5).runEnd(row, endRow)).isEqualTo(end);
    }

    @Test
    void keepsRunsOfConsecutiveHotIdsWhole() {
        RowOrder order = order(100, 50, 51, 52, 7);
        assertThat(order.runEnd(0, 100)).isEqualTo(3);
        assertThat(order.runEnd(0, 2)).isEqualTo(2);
        assertThat(order.runEnd(8, 100)).isEqualTo(50);
        assertThat(order.runEnd(53, 100)).isEqualTo(100);
    }

    @Test
    void doesNotNoticeChangesOfTheListItWasMadeOf() {
        long[] hotIds = {3, 2};
        RowOrder order = order(5, hotIds);
        hotIds[0] = 4;
        order.hotIds()[1] = 4;
        assertThat(order.hotIds()).containsExactly(3, 2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''        | order: 0 ids (expected: 1 to 4, of a table of 4 rows)
            0,1,2,3,0 | order: 5 ids (expected: 1 to 4, of a table of 4 rows)
            0,4       | order[1]: 4 (expected: 0 to 3)
            -1        | order[0]: -1 (expected: 0 to 3)
            1,0,1     | order[2]: 1 occurs twice, first at 0 (expected: distinct ids)
            3,3       | order[1]: 3 occurs twice, first at 0 (expected: distinct ids)
            """)
    void refusesListsThatAreNoOrder(String ids, String message) {
        long[] hotIds = ids.isEmpty()
                ? new long[0]
                : Arrays.stream(ids.split(",")).mapToLong(Long::parseLong).toArray();
        assertThatExceptionOfType(BundleException.class)
                .isThrownBy(() -> order(4, hotIds))
                .withMessage(message);
    }
}
