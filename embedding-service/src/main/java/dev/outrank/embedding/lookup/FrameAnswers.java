package dev.outrank.embedding.lookup;

import dev.outrank.bundle.failure.CallerException;
import dev.outrank.bundle.plan.VectorType;
import dev.outrank.embedding.load.TableLoads;
import dev.outrank.embedding.load.VersionLoad;
import dev.outrank.embedding.shard.LoadedVersion;
import dev.outrank.embedding.shard.ShardGeneration;
import dev.outrank.embedding.shard.UnknownVersionException;
import dev.outrank.embedding.shard.WrongShardException;
import dev.outrank.engine.IdOutOfRangeException;
import dev.outrank.engine.LookupScratch;
import dev.outrank.engine.MisroutedIdException;
import dev.outrank.lookup.FrameException;
import dev.outrank.lookup.LookupError;
import dev.outrank.lookup.LookupErrorCode;
import dev.outrank.lookup.LookupFrames;
import dev.outrank.lookup.LookupRequest;
import dev.outrank.lookup.LookupShapes;
import dev.outrank.lookup.RequestScratch;
import dev.outrank.lookup.ResponseWriter;
import dev.outrank.lookup.ShardTimings;
import dev.outrank.lookup.TableLookup;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** From a request frame to an answer frame: decode, check, pool, encode. CPU work, in part for pooling threads. Thread-safe. */
final class FrameAnswers {

    private static final Logger log = LoggerFactory.getLogger(FrameAnswers.class);

    private final long maxAnswerBytes;
    private final ByteBufAllocator allocator;
    private final LookupMeters meters;
    private final Tracer tracer;

    FrameAnswers(long maxAnswerBytes, ByteBufAllocator allocator, LookupMeters meters, Tracer tracer) {
        this.maxAnswerBytes = maxAnswerBytes;
        this.allocator = allocator;
        this.meters = meters;
        this.tracer = tracer;
    }

    /**
     * Answers whatever the work is; the frame stays the caller's and is only read.
     *
     * @param shards leased by the caller
     * @param arrivedNanos when the frame was complete, by {@link System#nanoTime()}
     */
    void answer(ByteBuf frame, ShardGeneration shards, long arrivedNanos, AnswerParts parts) {
        answer(frame, shards, arrivedNanos, Long.MAX_VALUE, parts);
    }

    /**
     * Answers if that is little work.
     *
     * @param mostBytes of rows, as floats, up to which it is
     * @return false where it is more; then nothing was answered
     */
    boolean answer(ByteBuf frame, ShardGeneration shards, long arrivedNanos, long mostBytes, AnswerParts parts) {
        int streamId = LookupFrames.streamId(frame);
        try {
            long startedNanos = System.nanoTime();
            // Before its checksum, the longest part of reading it.
            requireTimeLeft(LookupFrames.remainingNanos(frame), startedNanos - arrivedNanos);
            LookupRequest request = LookupFrames.decodeRequest(frame, RequestScratch.ofThread());
            LoadedVersion version = shards.require(request.target());
            requireTables(request, version);
            if (mostBytes != Long.MAX_VALUE && rowBytes(request, version) > mostBytes) {
                return false;
            }
            PoolSpan span = PoolSpan.of(tracer, request, frame.readableBytes(), arrivedNanos);
            poolTraced(new PartsPooling(request, version, streamId, arrivedNanos, startedNanos, span), parts);
        } catch (LookupRefusal refusal) {
            parts.accept(refused(refusal.error(), streamId), true);
        } catch (UnknownVersionException e) {
            parts.accept(refused(LookupErrorCode.UNKNOWN_MODEL, e, streamId), true);
        } catch (WrongShardException e) {
            parts.accept(refused(LookupErrorCode.WRONG_SHARD, e, streamId), true);
        } catch (CallerException e) {
            parts.accept(refused(LookupErrorCode.BAD_FRAME, e, streamId), true);
        } catch (RuntimeException | InternalError e) {
            // The JVM throws InternalError where the disk fails under a mapped page.
            parts.accept(failed(e, shards.shard(), streamId), true);
        }
        return true;
    }

    /** One request while its parts are pooled, the first of which has waited and was decoded. */
    private record PartsPooling(
            LookupRequest request,
            LoadedVersion version,
            int streamId,
            long arrivedNanos,
            long startedNanos,
            PoolSpan span) {}

    private static void requireTables(LookupRequest request, LoadedVersion version) {
        int tables = version.header().tables().size();
        for (int lookup = 0; lookup < request.lookups().size(); lookup++) {
            int wanted = request.lookups().get(lookup).table();
            if (wanted >= tables) {
                throw new LookupRefusal(new LookupError(
                        LookupErrorCode.BAD_FRAME,
                        lookup,
                        0,
                        "table: " + wanted + " (expected: below " + tables + ", the tables of shard "
                                + version.header().shard() + ")"));
            }
        }
    }

    private static long rowBytes(LookupRequest request, LoadedVersion version) {
        long bytes = 0;
        for (TableLookup lookup : request.lookups()) {
            long dim = version.header().tables().get(lookup.table()).dim();
            bytes += dim * Float.BYTES * lookup.bags().idCount();
        }
        return bytes;
    }

    private void poolTraced(PartsPooling pooling, AnswerParts parts) {
        try {
            pool(pooling, parts);
        } catch (RuntimeException | InternalError e) {
            pooling.span().failed(e);
            throw e;
        } finally {
            pooling.span().end();
        }
    }

    private void pool(PartsPooling pooling, AnswerParts parts) {
        LookupRequest request = pooling.request();
        int count = request.partCount();
        for (int part = 0; part < count; part++) {
            if (!parts.isWanted()) {
                meters.cancelled();
                return;
            }
            requireTimeLeft(request.remaining().toNanos(), System.nanoTime() - pooling.arrivedNanos());
            long waitedNanos = part == 0 ? pooling.startedNanos() - pooling.arrivedNanos() : 0;
            long beganNanos = part == 0 ? pooling.startedNanos() : System.nanoTime();
            List<TableLookup> lookups = request.part(part);
            boolean last = part == count - 1;
            parts.accept(new Answer(pooledPart(pooling, lookups, last, waitedNanos, beganNanos), null), last);
            // Behind the answer, which it must not delay.
            if (TableLoads.isSampled()) {
                sample(lookups, meters.load(pooling.version()));
            }
        }
    }

    private static void sample(List<TableLookup> lookups, VersionLoad load) {
        for (TableLookup lookup : lookups) {
            load.sample(lookup.table(), lookup.bags());
        }
    }

    private ByteBuf pooledPart(
            PartsPooling pooling, List<TableLookup> lookups, boolean last, long waitedNanos, long beganNanos) {
        LookupRequest request = pooling.request();
        LoadedVersion version = pooling.version();
        LookupShapes shapes = shapes(request.vectors(), lookups, version);
        long decodedNanos = System.nanoTime();
        try (ResponseWriter writer =
                LookupFrames.response(pooling.streamId(), request.vectors(), shapes, !last, allocator)) {
            long poolingNanos = System.nanoTime();
            int defaulted = pool(lookups, version, shapes, writer, last);
            long pooledNanos = System.nanoTime();
            ShardTimings timings =
                    new ShardTimings(waitedNanos, decodedNanos - beganNanos, pooledNanos - poolingNanos, 0);
            ByteBuf answer = writer.finish(timings);
            long encodeNanos = System.nanoTime() - pooledNanos + poolingNanos - decodedNanos;
            meters.sent(answer.readableBytes());
            pooling.span().pooled(timings, encodeNanos, defaulted, answer.readableBytes(), last);
            try (Scope _ = pooling.span().current()) {
                meters.pooled(version.key(), lookups, defaulted, timings, encodeNanos, last);
            }
            return answer;
        }
    }

    /** Tells the caller where to look, and only the log what happened: paths of this machine are not for callers. */
    private Answer failed(Throwable failure, int shard, int streamId) {
        log.error("A lookup on shard {} failed", shard, failure);
        return refused(LookupError.of(LookupErrorCode.INTERNAL, "shard " + shard + " failed; see its log"), streamId);
    }

    private Answer refused(LookupErrorCode code, RuntimeException cause, int streamId) {
        return refused(LookupError.of(code, String.valueOf(cause.getMessage())), streamId);
    }

    /** Counts a request's frame, whatever becomes of it. */
    void received(int bytes) {
        meters.received(bytes);
    }

    /** Counts a request that was given up before it was answered. */
    void cancelled() {
        meters.cancelled();
    }

    /** Returns an ERROR frame. */
    Answer refused(LookupError error, int streamId) {
        meters.refused(error.code());
        ByteBuf frame = LookupFrames.encodeError(error, streamId, allocator);
        meters.sent(frame.readableBytes());
        return new Answer(frame, error.code());
    }

    private LookupShapes shapes(VectorType type, List<TableLookup> lookups, LoadedVersion version) {
        var tables = version.header().tables();
        LookupShapes shapes = new LookupShapes(lookups.size());
        for (TableLookup lookup : lookups) {
            shapes.add(lookup.bags().bagCount(), tables.get(lookup.table()).dim());
        }
        long bytes = LookupFrames.responseBytes(type, shapes);
        if (bytes > maxAnswerBytes) {
            throw new FrameException("answer: " + bytes + " bytes (expected: at most " + maxAnswerBytes
                    + "; ask for fewer bags at once)");
        }
        return shapes;
    }

    private static void requireTimeLeft(long remainingNanos, long spentNanos) {
        long leftNanos = remainingNanos - spentNanos;
        if (leftNanos <= 0) {
            throw new LookupRefusal(LookupError.of(
                    LookupErrorCode.EXPIRED,
                    "deadline: passed " + -leftNanos / 1_000 + " µs ago, after "
                            + remainingNanos / 1_000 + " µs that the request had left (expected: time"
                            + " to pool)"));
        }
    }

    private int pool(
            List<TableLookup> lookups,
            LoadedVersion version,
            LookupShapes shapes,
            ResponseWriter writer,
            boolean last) {
        VersionLoad load = meters.load(version);
        int defaulted = 0;
        for (int lookup = 0; lookup < shapes.count(); lookup++) {
            TableLookup wanted = lookups.get(lookup);
            int ids = poolOne(version, lookup, wanted, writer, shapes.dim(lookup));
            writer.defaulted(lookup, ids);
            load.add(wanted.table(), wanted.bags(), ids, last);
            defaulted += ids;
        }
        return defaulted;
    }

    private static int poolOne(LoadedVersion version, int lookup, TableLookup wanted, ResponseWriter writer, int dim) {
        try {
            return version.engine()
                    .lookupInto(
                            wanted.table(),
                            wanted.bags(),
                            wanted.pooling(),
                            wanted.idPolicy(),
                            writer.memory(lookup),
                            writer.offset(lookup),
                            dim * Float.BYTES,
                            LookupScratch.ofThread());
        } catch (IdOutOfRangeException e) {
            throw outOfRange(lookup, e.id(), e);
        } catch (MisroutedIdException e) {
            throw outOfRange(lookup, e.id(), e);
        }
    }

    private static LookupRefusal outOfRange(int lookup, long id, CallerException cause) {
        return new LookupRefusal(
                new LookupError(LookupErrorCode.ID_OUT_OF_RANGE, lookup, id, String.valueOf(cause.getMessage())));
    }
}
