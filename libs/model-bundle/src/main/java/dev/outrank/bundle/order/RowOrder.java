package dev.outrank.bundle.order;

import dev.outrank.bundle.failure.BundleException;
import dev.outrank.bundle.manifest.OrderSpec;
import java.util.Arrays;

/**
 * Which id lies in which row of a table: K hot ids take the first K rows, the hottest the first. Immutable and thread-safe.
 *
 * <p>The row of {@code ids[i]} is {@code i}. Every other id keeps the row of its own number, unless that is one of the first K: such displaced ids,
 * ascending, take the rows that hot ids from K on have left, ascending. So at most 2 K ids are elsewhere than in the row of their number.
 *
 * <p>A worked example, the hot ids {@code [6, 1, 5]} of a table of 8 rows:
 *
 * <pre>
 *   hot ids 6, 1, 5 take rows 0, 1, 2
 *   displaced ids 0, 2; rows left 5, 6: id 0 takes row 5, id 2 takes row 6
 *
 *   row    0  1  2  3  4  5  6  7
 *   id     6  1  5  3  4  0  2  7
 * </pre>
 *
 * <p>Memory is 16 to 48 bytes a hot id, whatever the size of the table: an array gives the rows of ids below K, an open-addressing table of ints, at most
 * half full, finds hot ids from K on in the list.
 */
public final class RowOrder {

    /** 2^64 divided by the golden ratio: multiplied by it, ids that are close spread over the upper bits (Knuth, TAOCP 3, 6.4). */
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    /** Row → id, of the first K rows. */
    private final long[] hotIds;
    /** Id → row, of the ids below K. */
    private final long[] lowRows;
    /** Places of hot ids from K on: their row plus 1, and 0 where there is none. */
    private final int[] slots;
    /** How far a product is shifted to be a place in {@link #slots}. */
    private final int shift;
    /** The rows that hot ids have left, ascending. */
    private final long[] leftRows;
    /** The ids in these rows, ascending too. */
    private final long[] displacedIds;

    private RowOrder(String field, long[] hotIds, long rows) {
        this.hotIds = hotIds;
        this.lowRows = new long[hotIds.length];
        Arrays.fill(lowRows, -1);
        this.leftRows = Arrays.stream(hotIds).filter(id -> id >= hotIds.length).toArray();
        this.shift = Long.numberOfLeadingZeros(Math.max(1, leftRows.length * 2L - 1));
        this.slots = new int[1 << (Long.SIZE - shift)];
        this.displacedIds = new long[leftRows.length];
        for (int row = 0; row < hotIds.length; row++) {
            place(field, row, rows);
        }
        Arrays.sort(leftRows);
        displace();
    }

    /**
     * Returns the order that a list of hot ids gives.
     *
     * @param field what to call the list in messages
     * @param hotIds the hottest first; distinct, 0 to {@code rows - 1}, 1 to {@link OrderSpec#MAX_HOT_ROWS} of them; copied
     * @param rows of the whole table
     * @throws BundleException naming the position, the id and what was expected
     */
    public static RowOrder of(String field, long[] hotIds, long rows) {
        if (hotIds.length < 1 || hotIds.length > Math.min(OrderSpec.MAX_HOT_ROWS, rows)) {
            throw new BundleException(field + ": " + hotIds.length + " ids (expected: 1 to "
                    + Math.min(OrderSpec.MAX_HOT_ROWS, rows) + ", of a table of " + rows + " rows)");
        }
        return new RowOrder(field, hotIds.clone(), rows);
    }

    private void place(String field, int row, long rows) {
        long id = hotIds[row];
        if (id < 0 || id >= rows) {
            throw new BundleException(field + "[" + row + "]: " + id + " (expected: 0 to " + (rows - 1) + ")");
        }
        long before = id < lowRows.length ? lowRows[(int) id] : slots[free(id)] - 1L;
        if (before >= 0) {
            throw new BundleException(
                    field + "[" + row + "]: " + id + " occurs twice, first at " + before + " (expected: distinct ids)");
        }
        if (id < lowRows.length) {
            lowRows[(int) id] = row;
        } else {
            slots[free(id)] = row + 1;
        }
    }

    /** Gives the ids below K that are not hot the rows that hot ids have left. */
    private void displace() {
        int next = 0;
        for (int id = 0; id < lowRows.length; id++) {
            if (lowRows[id] < 0) {
                lowRows[id] = leftRows[next];
                displacedIds[next++] = id;
            }
        }
    }

    /** Returns the place of an id from K on: its own, or the empty one where the search for it ends. */
    private int free(long id) {
        int slot = (int) ((id * SPREAD) >>> shift);
        while (slots[slot] != 0 && hotIds[slots[slot] - 1] != id) {
            slot = (slot + 1) & (slots.length - 1);
        }
        return slot;
    }

    /** Returns the row of an id; an id outside the table is its own row. Allocates nothing. */
    public long row(long id) {
        if (id < lowRows.length) {
            return id < 0 ? id : lowRows[(int) id];
        }
        int place = slots[free(id)];
        return place == 0 ? id : place - 1L;
    }

    /** Returns the id in a row, the inverse of {@link #row}; a row outside the table is its own id. */
    public long id(long row) {
        if (row < hotIds.length) {
            return row < 0 ? row : hotIds[(int) row];
        }
        int left = Arrays.binarySearch(leftRows, row);
        return left < 0 ? row : displacedIds[left];
    }

    /**
     * Returns the end of a run of rows whose ids are consecutive: {@code id(r) == id(row) + (r - row)} for {@code r} in {@code [row, runEnd)}. Rows that no hot
     * id has left are whole runs; others may be cut shorter than they could be.
     *
     * @param row where the run begins
     * @param endRow where it ends at the latest, above {@code row}
     */
    public long runEnd(long row, long endRow) {
        if (row >= hotIds.length) {
            int left = Arrays.binarySearch(leftRows, row);
            return left >= 0 ? row + 1 : Math.min(endRow, -left - 1 < leftRows.length ? leftRows[-left - 1] : endRow);
        }
        int end = (int) row + 1;
        while (end < Math.min(hotIds.length, endRow) && hotIds[end] == hotIds[end - 1] + 1) {
            end++;
        }
        return end;
    }

    /** Returns K, the number of hot ids and of the first rows, which hold them. */
    public long hotRows() {
        return hotIds.length;
    }

    /** Returns a copy of the hot ids, the hottest first. */
    public long[] hotIds() {
        return hotIds.clone();
    }
}
