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
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * The contenders on one kind of rows, another one in each iteration, by {@link Contender#ofIteration}; the score of an iteration is
 * nanoseconds a gathered row. Iterations are short, so that a neighbour who comes and goes meets all of them. Only {@link KernelStudy} knows which score is whose; a run by itself would average over all.
 */
// JMH sets the parameters, and calls the set-up before anything else.
@SuppressWarnings("NullAway.Init")
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class KernelBenchmark {

    /** Ids a call: 51 bags of 80, 204 of 20, as a request with a few hundred candidates has. */
    static final int BATCH_IDS = 4080;

    /** Calls until the same ids come again; their rows are on a million lines and more, 67 MB. */
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

    /** Where the vectors go. */
    private static final MemorySegment OUT = Arena.global().allocate((long) BATCH_IDS * LARGEST_DIM * Float.BYTES, 64);

    @Param({"FLOAT32", "FLOAT16", "INT8", "INT4"})
    public ElementType format;

    @Param({"32", "64", "128"})
    public int dim;

    @Param({"1", "20", "80"})
    public int pool;

    @Param({"UNIFORM", "ZIPF"})
    public Distribution distribution;

    private RowMatrix rows;
    private long[][] localRows;
    private int[] offsets;
    private Contender contender = Contender.LIMIT;
    private int iteration;
    private int window;

    /** Lays the rows over the memory, draws the ids and checks the answers. */
    @Setup(Level.Trial)
    public void prepare() {
        rows = rows(format, dim);
        localRows = windows();
        offsets = new int[BATCH_IDS / pool + 1];
        for (int bag = 0; bag < offsets.length; bag++) {
            offsets[bag] = bag * pool;
        }
        byte[] expected = pooled(PoolingKernelsProvider.select("scalar").kernels());
        for (Contender each : Contender.ALL) {
            contender = each;
            requireSameBits(expected);
        }
    }

    /** The next contender's turn. */
    @Setup(Level.Iteration)
    public void takeTurns() {
        contender = Contender.ofIteration(iteration++);
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

    private void requireSameBits(byte[] expected) {
        OUT.fill((byte) 0xFF);
        run(0);
        long bytes = (offsets.length - 1L) * dim * Float.BYTES;
        MemorySegment actual = OUT.asSlice(0, bytes);
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
        return OUT;
    }

    private void run(int w) {
        switch (contender) {
            case LIMIT -> LIMIT.poolInto(rows, localRows[w], offsets, 0, OUT);
            case LIMIT_AHEAD -> LIMIT.poolInto(rows, localRows[w], offsets, AHEAD_ROWS, OUT);
            case NATIVE, VECTOR ->
                Objects.requireNonNull(KERNELS.get(contender))
                        .poolInto(rows, localRows[w], offsets, offsets.length - 1, null, Pooling.SUM, OUT, 0, dim * 4L);
        }
    }
}
