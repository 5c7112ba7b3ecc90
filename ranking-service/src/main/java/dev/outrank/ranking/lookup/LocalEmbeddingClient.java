package dev.outrank.ranking.lookup;

import dev.outrank.bundle.failure.BundleException;
import dev.outrank.bundle.memory.MemorySettings;
import dev.outrank.bundle.plan.ShardingPlan;
import dev.outrank.bundle.shard.PackedShard;
import dev.outrank.bundle.shard.ShardFingerprint;
import dev.outrank.engine.EmbeddingEngine;
import dev.outrank.engine.IdOutOfRangeException;
import dev.outrank.engine.LookupScratch;
import dev.outrank.engine.PoolingKernels;
import dev.outrank.lookup.LookupAnswer;
import dev.outrank.lookup.LookupError;
import dev.outrank.lookup.LookupErrorCode;
import dev.outrank.lookup.LookupFrames;
import dev.outrank.lookup.LookupRequest;
import dev.outrank.lookup.LookupShapes;
import dev.outrank.lookup.ResponseWriter;
import dev.outrank.lookup.ShardTimings;
import dev.outrank.lookup.TableLookup;
import dev.outrank.ranking.lifetime.Leases;
import dev.outrank.ranking.request.ShardUnavailableException;
import io.netty.buffer.ByteBufAllocator;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;
import reactor.core.scheduler.Scheduler;

/** Answers from packed shards in the memory of this process: all of them in singular mode, else the tables that the plan leaves to ranking. Owns them. */
public final class LocalEmbeddingClient implements EmbeddingClient {

    private static final Logger log = LoggerFactory.getLogger(LocalEmbeddingClient.class);

    /** The index of the first shard that is held; the others follow. */
    private final int firstShard;

    private final List<PackedShard> shards;
    private final List<EmbeddingEngine> engines;
    private final Scheduler scheduler;
    private final Leases leases;

    private LocalEmbeddingClient(
            int firstShard, List<PackedShard> shards, PoolingKernels kernels, Scheduler scheduler) {
        this.firstShard = firstShard;
        this.shards = shards;
        this.engines = shards.stream()
                .map(shard -> new EmbeddingEngine(shard, kernels))
                .toList();
        this.scheduler = scheduler;
        this.leases = new Leases(() -> shards.forEach(PackedShard::close));
    }

    /**
     * Opens everything that was packed of a plan.
     *
     * @param directory where {@code shard-0}, {@code shard-1}, … are
     * @param memory how the rows are held
     * @param scheduler where lookups run
     * @throws BundleException where a shard is not what the plan says
     * @throws dev.outrank.bundle.failure.CapacityException where rows are to be copied or locked, and do not fit
     */
    public static LocalEmbeddingClient open(
            Path directory, ShardingPlan plan, MemorySettings memory, PoolingKernels kernels, Scheduler scheduler) {
        return openFrom(0, directory, plan, memory, kernels, scheduler);
    }

    /** Opens what the plan leaves to ranking, which is something; arguments and refusals are those of {@link #open}. */
    public static LocalEmbeddingClient openLocal(
            Path directory, ShardingPlan plan, MemorySettings memory, PoolingKernels kernels, Scheduler scheduler) {
        return openFrom(plan.shards().size(), directory, plan, memory, kernels, scheduler);
    }

    private static LocalEmbeddingClient openFrom(
            int firstShard,
            Path directory,
            ShardingPlan plan,
            MemorySettings memory,
            PoolingKernels kernels,
            Scheduler scheduler) {
        List<PackedShard> shards = new ArrayList<>();
        try {
            for (int i = firstShard; i < plan.packed().size(); i++) {
                Path path = directory.resolve(PackedShard.directoryName(i));
                PackedShard shard = PackedShard.open(path, memory);
                shards.add(shard);
                if (shard.header().fingerprint() != ShardFingerprint.of(plan, i)) {
                    throw new BundleException(
                            path + ": fingerprint " + shard.header().fingerprint() + " (expected: "
                                    + ShardFingerprint.of(plan, i) + ", that of the plan; pack the model again)");
                }
                log.info(
                        "Opened {}: {} tables, {} bytes {} ({})",
                        path,
                        shard.tableCount(),
                        shard.rowsBytes(),
                        shard.memory().mode(),
                        shard.memory().reason());
            }
        } catch (RuntimeException e) {
            shards.forEach(PackedShard::close);
            throw e;
        }
        return new LocalEmbeddingClient(firstShard, shards, kernels, scheduler);
    }

    @Override
    public Flux<LookupAnswer> lookup(LookupRequest request) {
        return Flux.<LookupAnswer>create(sink -> {
                    long submitted = System.nanoTime();
                    Disposable task = scheduler.schedule(() -> answer(request, submitted, sink));
                    sink.onCancel(task);
                })
                .doOnDiscard(
                        LookupAnswer.Pooled.class, pooled -> pooled.response().close());
    }

    private void answer(LookupRequest request, long submitted, FluxSink<LookupAnswer> sink) {
        if (!leases.tryAcquire()) {
            sink.error(new ShardUnavailableException(ShardNames.of(request.target()) + ": closed (expected: open)"));
            return;
        }
        try {
            poolParts(request, System.nanoTime() - submitted, sink);
            sink.complete();
        } catch (RuntimeException | InternalError e) {
            // The JVM throws InternalError where the disk fails under a mapped page.
            sink.error(e);
        } finally {
            leases.release();
        }
    }

    private void poolParts(LookupRequest request, long queueNanos, FluxSink<LookupAnswer> sink) {
        int parts = request.partCount();
        for (int part = 0; part < parts && !sink.isCancelled(); part++) {
            LookupAnswer answer = pool(request, part, part < parts - 1, part == 0 ? queueNanos : 0);
            sink.next(answer);
            if (answer instanceof LookupAnswer.Refused) {
                return;
            }
        }
    }

    private LookupAnswer pool(LookupRequest request, int part, boolean more, long queueNanos) {
        int shard = request.target().shard() - firstShard;
        List<TableLookup> lookups = request.part(part);
        LookupShapes shapes = new LookupShapes(lookups.size());
        for (TableLookup lookup : lookups) {
            shapes.add(
                    lookup.bags().bagCount(),
                    shards.get(shard).table(lookup.table()).spec().dim());
        }
        long started = System.nanoTime();
        try (ResponseWriter writer =
                LookupFrames.response(0, request.vectors(), shapes, more, ByteBufAllocator.DEFAULT)) {
            for (int i = 0; i < shapes.count(); i++) {
                try {
                    writer.defaulted(i, poolOne(engines.get(shard), lookups.get(i), writer, i, shapes.dim(i)));
                } catch (IdOutOfRangeException e) {
                    return new LookupAnswer.Refused(new LookupError(
                            LookupErrorCode.ID_OUT_OF_RANGE, i, e.id(), "id " + e.id() + " is outside its table"));
                }
            }
            return new LookupAnswer.Pooled(
                    writer.finishLocally(new ShardTimings(queueNanos, 0, System.nanoTime() - started, 0)));
        }
    }

    private static int poolOne(
            EmbeddingEngine engine, TableLookup lookup, ResponseWriter writer, int position, int dim) {
        return engine.lookupInto(
                lookup.table(),
                lookup.bags(),
                lookup.pooling(),
                lookup.idPolicy(),
                writer.memory(position),
                writer.offset(position),
                dim * Float.BYTES,
                LookupScratch.ofThread());
    }

    @Override
    public void close() {
        leases.retire();
    }
}
