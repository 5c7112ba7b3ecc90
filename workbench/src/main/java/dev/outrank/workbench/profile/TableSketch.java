package dev.outrank.workbench.profile;

import dev.outrank.planner.traffic.TableTraffic;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.DoubleStream;
import org.apache.datasketches.frequencies.ErrorType;
import org.apache.datasketches.frequencies.FrequentLongsSketch;
import org.apache.datasketches.hll.HllSketch;
import org.apache.datasketches.hll.TgtHllType;
import org.apache.datasketches.tuple.arrayofdoubles.ArrayOfDoublesUpdatableSketch;
import org.apache.datasketches.tuple.arrayofdoubles.ArrayOfDoublesUpdatableSketchBuilder;

/**
 * The accesses of one table, in memory that does not grow with the trace.
 *
 * <pre>
 *   distinct   HyperLogLog, 2^14 registers         16 KiB                      how many ids            relative deviation 0.65 %
 *   hot        frequent items                      18 B x map size             the hottest ids         counts up to an error that it knows
 *   sample     tuples of (hash, count)             16 B x 2 x 16,384, at most  every 1/theta-th id     counts are exact
 * </pre>
 *
 * <p>A sampled id was sampled since it came first, so its count is exact; up to 16,384 distinct ids all are, and everything is. Not thread-safe.
 */
final class TableSketch {

    private static final int DISTINCT_LG_REGISTERS = 14;
    private static final int SAMPLED_IDS = 1 << 14;
    private static final int LEAST_MAP_SIZE = 1 << 14;

    /** So many times as many counters as ids are asked for, so that the last of them is not drowned by the error. */
    private static final int COUNTERS_PER_HOT_ID = 4;

    /** An id is known as hot where its count is this many times the error of the counts. */
    private static final int CERTAIN = 2;

    private static final double[] ONE = {1};

    private final String table;
    private final long rows;
    private final HllSketch distinct = new HllSketch(DISTINCT_LG_REGISTERS, TgtHllType.HLL_8);
    private final FrequentLongsSketch hot;
    private final ArrayOfDoublesUpdatableSketch sample = new ArrayOfDoublesUpdatableSketchBuilder()
            .setNominalEntries(SAMPLED_IDS)
            .setNumberOfValues(1)
            .build();
    private long accesses;

    /** Makes a sketch of a table with so many rows. */
    TableSketch(String table, long rows, int hotIds) {
        this.table = table;
        this.rows = rows;
        this.hot = new FrequentLongsSketch(mapSize(hotIds));
    }

    private static int mapSize(int hotIds) {
        int least = Math.max(LEAST_MAP_SIZE, hotIds * COUNTERS_PER_HOT_ID);
        return Integer.highestOneBit(2 * least - 1);
    }

    /** Counts an access of a row. */
    void add(long id) {
        accesses++;
        distinct.update(id);
        hot.update(id);
        sample.update(id, ONE);
    }

    /** Returns the most bytes that the sketches of a table take, besides small change. */
    static long maxBytes(int hotIds) {
        return (1L << DISTINCT_LG_REGISTERS) + 18L * mapSize(hotIds) + 2L * 2 * Double.BYTES * SAMPLED_IDS;
    }

    /** Returns the bytes that the sketches would be stored in now. */
    long storedBytes() {
        return distinct.getUpdatableSerializationBytes() + (long) hot.getStorageBytes() + sample.getCurrentBytes();
    }

    /** Returns what was counted, with the {@code hotIds} hottest ids. */
    TableTraffic traffic(int hotIds) {
        if (accesses == 0) {
            return new TableTraffic(table, 0, 0, List.of(), List.of());
        }
        long asked = distinctIds();
        SampledCurve curve = curve(asked);
        return new TableTraffic(table, accesses, asked, CurveRows.curve(asked, curve::shareOfHottest), hottest(hotIds));
    }

    private long distinctIds() {
        long estimate = sample.isEstimationMode() ? Math.round(distinct.getEstimate()) : sample.getRetainedEntries();
        return Math.clamp(estimate, sample.getRetainedEntries(), Math.min(accesses, rows));
    }

    private SampledCurve curve(long asked) {
        double[] counts = Arrays.stream(sample.getValues())
                .mapToDouble(values -> values[0])
                .toArray();
        if (!sample.isEstimationMode()) {
            return new SampledCurve(counts, new double[0], 0, accesses);
        }
        double certain = Math.max(1, CERTAIN * hot.getMaximumError());
        double[] head = Arrays.stream(hot.getFrequentItems(ErrorType.NO_FALSE_NEGATIVES))
                .mapToDouble(FrequentLongsSketch.Row::getEstimate)
                .filter(count -> count > certain)
                .toArray();
        double[] tail =
                DoubleStream.of(counts).filter(count -> count <= certain).toArray();
        return new SampledCurve(head, tail, asked - head.length, accesses);
    }

    private List<Long> hottest(int hotIds) {
        return Arrays.stream(hot.getFrequentItems(ErrorType.NO_FALSE_NEGATIVES))
                .sorted(Comparator.comparingLong(FrequentLongsSketch.Row::getEstimate)
                        .reversed()
                        .thenComparingLong(FrequentLongsSketch.Row::getItem))
                .limit(hotIds)
                .map(FrequentLongsSketch.Row::getItem)
                .toList();
    }
}
