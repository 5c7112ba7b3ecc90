package dev.outrank.benchmarks.lookup;

import dev.outrank.bundle.bags.Bags;
import dev.outrank.bundle.manifest.IdPolicy;
import dev.outrank.bundle.manifest.Pooling;
import dev.outrank.bundle.memory.MemoryMode;
import dev.outrank.bundle.memory.MemorySettings;
import dev.outrank.bundle.shard.PackedShard;
import dev.outrank.engine.EmbeddingEngine;
import dev.outrank.engine.LookupScratch;
import dev.outrank.engine.PoolingKernelsProvider;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** One lookup of many bags in one table, resolution and deduplication included. */
// JMH sets the parameters, and calls the set-up before anything else.
@SuppressWarnings("NullAway.Init")
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class LookupBenchmark {

    private static final int ROWS = 500_000;
    private static final int DIM = 64;

    @Param("DISTINCT")
    public BagPattern pattern;

    @Param("10000")
    public int bags;

    @Param("20")
    public int idsABag;

    @Param("auto")
    public String kernels;

    private Path directory;
    private PackedShard shard;
    private EmbeddingEngine engine;
    private Bags wanted;
    private ByteBuffer out;

    /** Packs a table and opens it. */
    @Setup
    public void open() throws IOException {
        directory = Files.createTempDirectory("outrank-bench");
        shard = PackedShard.open(PackedTables.write(directory, ROWS, DIM), MemorySettings.of(MemoryMode.COPIED));
        engine = new EmbeddingEngine(
                shard, PoolingKernelsProvider.select(kernels).kernels());
        wanted = pattern.bags(bags, idsABag, ROWS);
        out = ByteBuffer.allocateDirect(bags * DIM * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Closes and deletes it. */
    @TearDown
    public void close() throws IOException {
        shard.close();
        try (var files = Files.walk(directory)) {
            for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(file);
            }
        }
    }

    /** Looks all bags up. */
    @Benchmark
    public int lookup() {
        return engine.lookupInto(
                0, wanted, Pooling.SUM, IdPolicy.FAIL, out, 0, DIM * Float.BYTES, LookupScratch.ofThread());
    }
}
