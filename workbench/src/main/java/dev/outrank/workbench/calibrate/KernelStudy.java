package dev.outrank.workbench.calibrate;

import dev.outrank.bundle.failure.CapacityException;
import dev.outrank.bundle.manifest.ElementType;
import dev.outrank.bundle.memory.AvailableMemory;
import dev.outrank.bundle.shard.PackedShard;
import dev.outrank.bundle.shard.SyntheticShard;
import dev.outrank.bundle.shard.SyntheticTable;
import dev.outrank.engine.EmbeddingEngine;
import dev.outrank.engine.PoolingKernels;
import dev.outrank.engine.PoolingKernelsProvider;
import dev.outrank.planner.cost.Coefficient;
import dev.outrank.planner.cost.CoefficientNames;
import dev.outrank.planner.cost.CostCoefficients;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Lookups of the embedding engine. Owns the memory it looks up in. */
final class KernelStudy implements AutoCloseable {

    /** Rows in memory, of which caches hold next to nothing; address translation is still a little cheaper than over all of a large shard. */
    private static final long WANTED_BYTES = 2L << 30;

    /** Half of what is free at most, so that the machine goes on as before. */
    private static final int FREE_SHARE = 2;

    private static final long LEAST_BYTES = 128L << 20;

    /** The rows that stand for cached ones: half of what caches hold, since the hottest of them are nearer than the last. */
    private static final int HOT_DIVISOR = 2;

    private static final int REACH_DIM = 64;

    private final PackedShard shard;
    private final String provider;
    private final double cacheBytes;
    private final List<KernelPoint> points = new ArrayList<>();

    private KernelStudy(PackedShard shard, PoolingKernels kernels, List<KernelCase> cases) {
        this.shard = shard;
        provider = kernels.provider();
        EmbeddingEngine engine = new EmbeddingEngine(shard, kernels);
        int reach = shard.tableCount() - 1;
        var table = shard.table(reach).spec();
        cacheBytes = CacheReach.bytes(engine, reach, REACH_DIM, table.rows(), table.rowStride());
        for (int i = 0; i < cases.size(); i++) {
            var spec = shard.table(i).spec();
            long hotRows = (long) (cacheBytes / HOT_DIVISOR / spec.rowStride());
            points.add(new KernelPoint(cases.get(i), engine, i, spec.rows(), hotRows));
        }
        EmbeddingEngine scalar = new EmbeddingEngine(
                shard, PoolingKernelsProvider.select("scalar").kernels());
        points.forEach(point -> point.check(scalar));
    }

    /**
     * Takes the memory, finds what caches hold, and checks an answer of every point.
     *
     * @throws CapacityException where too little memory is free to miss the caches
     */
    static KernelStudy open(List<KernelCase> cases, long wantedBytes, Consumer<String> messages) {
        long bytes = bytes(wantedBytes, messages);
        List<SyntheticTable> tables =
                new ArrayList<>(cases.stream().map(KernelCase::table).toList());
        tables.add(new SyntheticTable(ElementType.FLOAT32, REACH_DIM));
        PackedShard shard = SyntheticShard.allocate(tables, bytes);
        boolean opened = false;
        try {
            KernelStudy study =
                    new KernelStudy(shard, PoolingKernelsProvider.select("auto").kernels(), cases);
            opened = true;
            return study;
        } finally {
            if (!opened) {
                shard.close();
            }
        }
    }

    static long wantedBytes() {
        return WANTED_BYTES;
    }

    private static long bytes(long wanted, Consumer<String> messages) {
        long free = AvailableMemory.ofThisProcess().bytes().orElse(Long.MAX_VALUE);
        if (free / FREE_SHARE >= wanted) {
            return wanted;
        }
        long bytes = free / FREE_SHARE;
        if (bytes < Math.min(wanted, LEAST_BYTES)) {
            throw new CapacityException("memory: " + (free >> 20) + " MiB free (expected: at least "
                    + ((FREE_SHARE * LEAST_BYTES) >> 20) + " MiB, or the caches hold what is looked up)");
        }
        messages.accept("Only " + (free >> 20) + " MiB of memory are free: rows are looked up in " + (bytes >> 20)
                + " MiB instead of " + (wanted >> 20) + ", and cost a little less there.");
        return bytes;
    }

    List<KernelPoint> points() {
        return points;
    }

    /** Returns the kernels that ran. */
    String provider() {
        return provider;
    }

    double cacheBytes() {
        return cacheBytes;
    }

    long bytes() {
        return shard.table(0).spec().bytes();
    }

    /** Returns the coefficients of kernels and caches. What mixing costs comes last: it is a factor of what all others give. */
    CostCoefficients fit(CostCoefficients base, String when) {
        List<String> names = new ArrayList<>(List.of(CoefficientNames.LOOKUP));
        for (ElementType dtype : ElementType.values()) {
            names.addAll(List.of(
                    CoefficientNames.bag(dtype),
                    CoefficientNames.bagElement(dtype),
                    CoefficientNames.cachedRow(dtype),
                    CoefficientNames.cachedElement(dtype),
                    CoefficientNames.cachedLine(dtype),
                    CoefficientNames.missedRow(dtype),
                    CoefficientNames.missedLine(dtype),
                    CoefficientNames.missedElement(dtype)));
        }
        String origin = "measured " + when + ", " + provider + ", engine lookups in " + (bytes() >> 20) + " MiB";
        CostCoefficients caches = base.with(Coefficient.of(
                CoefficientNames.CACHE_BYTES,
                Math.rint(cacheBytes),
                "measured " + when + ", float32 dim " + REACH_DIM));
        CostCoefficients apart = new CoefficientFit(caches, names, observations(false), origin).solve();
        return new CoefficientFit(apart, List.of(CoefficientNames.MIXED), observations(true), origin).solve();
    }

    private List<Observation> observations(boolean mixed) {
        return points.stream()
                .filter(point -> point.isMixed() == mixed)
                .flatMap(point -> point.observations().stream())
                .toList();
    }

    @Override
    public void close() {
        shard.close();
    }
}
