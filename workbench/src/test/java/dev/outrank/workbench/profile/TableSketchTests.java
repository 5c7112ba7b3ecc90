package dev.outrank.workbench.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.outrank.bundle.Bundle;
import dev.outrank.bundle.manifest.Manifest;
import dev.outrank.planner.traffic.CurvePoint;
import dev.outrank.planner.traffic.TableTraffic;
import dev.outrank.workbench.random.CounterMixer;
import dev.outrank.workbench.requests.ZipfIds;
import dev.outrank.workbench.reuse.ReuseCatalog;
import dev.outrank.workbench.reuse.ReusePopularity;
import dev.outrank.workbench.trace.TraceFixture;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What sketches say, beside what counting says. */
final class TableSketchTests {

    private static final int HOT_IDS = 4096;
    private static final int ACCESSES = 2_000_000;

    private static long[] zipf(int count, long rows, double alpha) {
        ZipfIds law = new ZipfIds(rows, alpha);
        CounterMixer mixer = new CounterMixer(11, "ids");
        return LongStream.range(0, count)
                .map(i -> law.id((mixer.bits(i) >>> 11) * 0x1p-53))
                .toArray();
    }

    private static TableTraffic measured(long[] ids) {
        TableSketch sketch = new TableSketch("t", Long.MAX_VALUE, HOT_IDS);
        Arrays.stream(ids).forEach(sketch::add);
        assertThat(sketch.storedBytes()).isLessThanOrEqualTo(TableSketch.maxBytes(HOT_IDS));
        return sketch.traffic(HOT_IDS);
    }

    private static long[] descendingCounts(long[] ids, int rows) {
        int[] counts = new int[rows];
        Arrays.stream(ids).forEach(id -> counts[(int) id]++);
        return Arrays.stream(counts)
                .filter(count -> count > 0)
                .mapToLong(count -> -count)
                .sorted()
                .map(count -> -count)
                .toArray();
    }

    private static void compare(long[] ids, int rows) {
        TableTraffic traffic = measured(ids);
        long[] counts = descendingCounts(ids, rows);
        assertThat(traffic.accesses()).isEqualTo(ids.length);
        assertThat((double) traffic.distinctIds()).isCloseTo(counts.length, within(0.03 * counts.length));
        double[] sums = new double[counts.length + 1];
        for (int i = 0; i < counts.length; i++) {
            sums[i + 1] = sums[i] + counts[i];
        }
        for (CurvePoint point : traffic.accessCurve()) {
            double exact = sums[(int) Math.min(counts.length, point.rows())] / ids.length;
            assertThat(point.share()).as(point.rows() + " rows").isCloseTo(exact, within(0.02));
        }
        assertThat(traffic.accessCurve().getLast()).isEqualTo(new CurvePoint(traffic.distinctIds(), 1));
    }

    @ParameterizedTest
    @CsvSource({"0.7, 1000000", "1.05, 1000000", "1.05, 100000", "0, 300000", "1.2, 10000"})
    void agreesWithCountingWhenIdsFollowAZipfLaw(double alpha, int rows) {
        compare(zipf(ACCESSES, rows, alpha), rows);
    }

    @ParameterizedTest
    @ValueSource(strings = {"fbgemm_t856_bs65536.pt", "fbgemm_t788_bs131072_0.pt"})
    void agreesWithCountingWhenIdsAreReusedAsPublished(String dataset, @TempDir Path directory) {
        Manifest manifest = Bundle.open(TraceFixture.bundle(directory, "reuse")).manifest();
        long[] ids = new long[ACCESSES];
        new ReusePopularity(manifest, ReuseCatalog.find(dataset), Map.of("large", (long) ACCESSES), 5)
                .fill(manifest.features().sparse().getFirst(), () -> 0, ids);
        compare(ids, 500_000);
    }

    @Test
    void namesTheHottestIdsWhenATableIsSkewed() {
        int rows = 1_000_000;
        List<Long> hottest = measured(zipf(ACCESSES, rows, 1.05)).hotIds();
        ZipfIds law = new ZipfIds(rows, 1.05);
        assertThat(hottest).hasSize(HOT_IDS);
        for (int rank = 0; rank < 5; rank++) {
            assertThat(hottest.get(rank)).as("rank " + rank).isEqualTo(law.idOfRank(rank));
        }
        List<Long> first = LongStream.range(0, 500).mapToObj(law::idOfRank).toList();
        assertThat(hottest).containsAll(first);
    }

    @Test
    void isExactWhenATableHasFewIds() {
        TableTraffic traffic = measured(new long[] {5, 5, 5, 9, 9, 2});
        assertThat(traffic)
                .isEqualTo(new TableTraffic(
                        "t",
                        6,
                        3,
                        List.of(new CurvePoint(1, 0.5), new CurvePoint(2, 0.833333333), new CurvePoint(3, 1)),
                        List.of(5L, 9L, 2L)));
        assertThat(new TableSketch("t", 10, 0).traffic(0)).isEqualTo(new TableTraffic("t", 0, 0, List.of(), List.of()));
    }

    @Test
    void estimatesNoMoreIdsThanTheTableHas() {
        for (long rows : new long[] {20_000, 60_000, 100_000, 300_000}) {
            TableSketch sketch = new TableSketch("t", rows, HOT_IDS);
            for (long id = 0; id < rows; id++) {
                sketch.add(id);
                sketch.add(id);
            }
            assertThat(sketch.traffic(0).distinctIds()).isBetween((long) (0.97 * rows), rows);
        }
    }

    @Test
    void takesNoMoreMemoryWhenTheTraceGrows() {
        TableSketch sketch = new TableSketch("t", Long.MAX_VALUE, HOT_IDS);
        LongStream.range(0, 200_000).forEach(sketch::add);
        long full = sketch.storedBytes();
        LongStream.range(200_000, 5_000_000).forEach(sketch::add);
        // The sketches empty themselves to a half and fill again.
        assertThat(sketch.storedBytes()).isBetween(full / 2, full * 2).isLessThan(TableSketch.maxBytes(HOT_IDS));
        assertThat(sketch.traffic(0).distinctIds()).isCloseTo(5_000_000L, within(150_000L));
    }
}
