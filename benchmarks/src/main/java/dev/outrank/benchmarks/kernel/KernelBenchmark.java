package dev.outrank.benchmarks.kernel;

import dev.outrank.bundle.manifest.ElementType;
import dev.outrank.bundle.manifest.Pooling;
import dev.outrank.engine.PoolingKernels;
import dev.outrank.engine.PoolingKernelsProvider;
import dev.outrank.engine.rows.RowMatrix;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One contender on one kind of rows; the score is nanoseconds a gathered row. {@link KernelStudy} runs the contenders in turn. */
// JMH sets the parameters, and calls the set-up before anything else.
@SuppressWarnings("NullAway.Init")
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class KernelBenchmark {

    /** Ids a call: 51 bags of 80, 204 of 20, as a request with a few hundred candidates has. */
    static final int BATCH_IDS = 4080;

    /** Calls until the same ids come again; their rows are far more than any cache holds. */
    private static final int WINDOWS = 256;

    private static final int AHEAD_ROWS = 16;
    private static final long ROW_ALIGNMENT = 16;
    private static final int LARGEST_DIM = 128;

    // One process measures everything, so that contenders see the same memory.
    private static final MemorySegment MEMORY = HugeTable.allocate(Long.getLong("outrank.bench.table.bytes", 2L << 30));
    private static final LimitKernel LIMIT = LimitKernel.load();
    private static final Map<Contender, PoolingKernels> KERNELS = new EnumMap<>(Map.of(
            Contender.NATIVE, PoolingKernelsProvider.select("native").kernels(),
            Contender.VECTOR, PoolingKernelsProvider.select("vector").kernels()));

    /** Ids that were drawn, and answers that were checked, before: JMH makes a new state for every round. */
    private static final Map<String, long[][]> DRAWN = new ConcurrentHashMap<>();

    private static final Set<String> CHECKED = ConcurrentHashMap.newKeySet();

    @Param({"FLOAT32", "FLOAT16", "INT8", "INT4"})
    public ElementType format;

    @Param({"32", "64", "128"})
    public int dim;

    @Param({"1", "20", "80"})
    public int pool;

    @Param({"UNIFORM", "ZIPF"})
    public Distribution distribution;

    @Param({"LIMIT", "LIMIT_AHEAD", "NATIVE", "VECTOR"})
    public Contender contender;

    private RowMatrix rows;
    private long[][] localRows;
    private int[] offsets;
    private final MemorySegment out = Arena.ofAuto().allocate((long) BATCH_IDS * LARGEST_DIM * Float.BYTES, 64);
    private int window;

    /** Lays the rows over the memory and draws the ids. */
    @Setup
    public void prepare() {
        rows = rows(format, dim);
        localRows = DRAWN.computeIfAbsent(rows.rowCount() + " " + distribution, key -> windows());
        offsets = new int[BATCH_IDS / pool + 1];
        for (int bag = 0; bag < offsets.length; bag++) {
            offsets[bag] = bag * pool;
        }
        if (CHECKED.add(format + " " + dim + " " + pool + " " + distribution + " " + contender)) {
            requireSameBits();
        }
    }

    private long[][] windows() {
        long[] drawn = distribution.rows(WINDOWS * BATCH_IDS, rows.rowCount());
        long[][] windows = new long[WINDOWS][];
        for (int w = 0; w < WINDOWS; w++) {
            windows[w] = Arrays.copyOfRange(drawn, w * BATCH_IDS, (w + 1) * BATCH_IDS);
        }
        return windows;
    }

    private static RowMatrix rows(ElementType format, int dim) {
        long stride = Math.ceilDiv(format.rowBytes(dim), ROW_ALIGNMENT) * ROW_ALIGNMENT;
        long bytes = MEMORY.byteSize() / stride * stride;
        return new RowMatrix(MEMORY.asSlice(0, bytes), format, dim, stride);
    }

    private void requireSameBits() {
        byte[] expected = pooled(PoolingKernelsProvider.select("scalar").kernels());
        run(0);
        long bytes = (offsets.length - 1L) * dim * Float.BYTES;
        MemorySegment actual = out.asSlice(0, bytes);
        long at = actual.mismatch(MemorySegment.ofArray(expected));
        if (at >= 0) {
            throw new IllegalStateException(contender + ": other bits than the scalar kernels at byte " + at + " of "
                    + bytes + " (expected: the same)");
        }
    }

    private byte[] pooled(PoolingKernels kernels) {
        byte[] vectors = new byte[(offsets.length - 1) * dim * Float.BYTES];
        kernels.poolInto(
                rows,
                localRows[0],
                offsets,
                offsets.length - 1,
                null,
                Pooling.SUM,
                MemorySegment.ofArray(vectors),
                0,
                dim * 4L);
        return vectors;
    }

    /** Pools one batch. */
    @Benchmark
    @OperationsPerInvocation(BATCH_IDS)
    public MemorySegment pool() {
        window = (window + 1) % WINDOWS;
        run(window);
        return out;
    }

    private void run(int w) {
        switch (contender) {
            case LIMIT -> LIMIT.poolInto(rows, localRows[w], offsets, 0, out);
            case LIMIT_AHEAD -> LIMIT.poolInto(rows, localRows[w], offsets, AHEAD_ROWS, out);
            case NATIVE, VECTOR ->
                Objects.requireNonNull(KERNELS.get(contender))
                        .poolInto(rows, localRows[w], offsets, offsets.length - 1, null, Pooling.SUM, out, 0, dim * 4L);
        }
    }
}
