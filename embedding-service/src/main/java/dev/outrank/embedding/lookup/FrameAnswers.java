package dev.outrank.embedding.lookup;

import dev.outrank.bundle.failure.CallerException;
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
import dev.outrank.lookup.LookupShape;
import dev.outrank.lookup.ResponseWriter;
import dev.outrank.lookup.ShardTimings;
import dev.outrank.lookup.TableLookup;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** From a request frame to an answer frame: decode, check, pool, encode. CPU work for a pooling thread. Thread-safe. */
final class FrameAnswers {

    private static final Logger log = LoggerFactory.getLogger(FrameAnswers.class);

    private final long maxAnswerBytes;
    private final ByteBufAllocator allocator;
    private final LookupMeters meters;

    FrameAnswers(long maxAnswerBytes, ByteBufAllocator allocator, LookupMeters meters) {
        this.maxAnswerBytes = maxAnswerBytes;
        this.allocator = allocator;
        this.meters = meters;
    }

    /**
     * Returns the answer; the caller releases it, and the request, which is only read.
     *
     * @param shards leased by the caller
     * @param arrivedNanos when the frame was complete, by {@link System#nanoTime()}
     */
    Answer answer(ByteBuf frame, ShardGeneration shards, long arrivedNanos) {
        int streamId = LookupFrames.streamId(frame);
        try {
            return pooled(frame, streamId, shards, arrivedNanos);
        } catch (LookupRefusal refusal) {
            return refused(refusal.error(), streamId);
        } catch (UnknownVersionException e) {
            return refused(LookupErrorCode.UNKNOWN_MODEL, e, streamId);
        } catch (WrongShardException e) {
            return refused(LookupErrorCode.WRONG_SHARD, e, streamId);
        } catch (CallerException e) {
            return refused(LookupErrorCode.BAD_FRAME, e, streamId);
        } catch (RuntimeException | InternalError e) {
            // The JVM throws InternalError where the disk fails under a mapped page.
            return failed(e, shards.shard(), streamId);
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

    /** Returns an ERROR frame. */
    Answer refused(LookupError error, int streamId) {
        meters.refused(error.code());
        return new Answer(LookupFrames.encodeError(error, streamId, allocator), error.code());
    }

    private Answer pooled(ByteBuf frame, int streamId, ShardGeneration shards, long arrivedNanos) {
        long startedNanos = System.nanoTime();
        LookupRequest request = LookupFrames.decodeRequest(frame);
        LoadedVersion version = shards.require(request.target());
        List<LookupShape> shapes = shapes(request, version);
        long decodedNanos = System.nanoTime();
        requireTimeLeft(request, decodedNanos - arrivedNanos);
        try (ResponseWriter writer = LookupFrames.response(streamId, shapes, allocator)) {
            long poolingNanos = System.nanoTime();
            int defaulted = pool(request, version, shapes, writer);
            long pooledNanos = System.nanoTime();
            ShardTimings timings = new ShardTimings(
                    startedNanos - arrivedNanos, decodedNanos - startedNanos, pooledNanos - poolingNanos, 0);
            ByteBuf answer = writer.finish(timings);
            long encodeNanos = System.nanoTime() - pooledNanos + poolingNanos - decodedNanos;
            meters.pooled(version.key(), request, defaulted, timings, encodeNanos);
            return new Answer(answer, null);
        }
    }

    private List<LookupShape> shapes(LookupRequest request, LoadedVersion version) {
        var tables = version.header().tables();
        List<LookupShape> shapes = new ArrayList<>(request.lookups().size());
        for (int lookup = 0; lookup < request.lookups().size(); lookup++) {
            TableLookup wanted = request.lookups().get(lookup);
            if (wanted.table() >= tables.size()) {
                throw new LookupRefusal(new LookupError(
                        LookupErrorCode.BAD_FRAME,
                        lookup,
                        0,
                        "table: " + wanted.table() + " (expected: below " + tables.size() + ", the tables of shard "
                                + version.header().shard() + ")"));
            }
            shapes.add(new LookupShape(
                    wanted.bags().bagCount(), tables.get(wanted.table()).dim()));
        }
        long bytes = LookupFrames.responseBytes(shapes);
        if (bytes > maxAnswerBytes) {
            throw new FrameException("answer: " + bytes + " bytes (expected: at most " + maxAnswerBytes
                    + "; ask for fewer bags at once)");
        }
        return shapes;
    }

    private static void requireTimeLeft(LookupRequest request, long spentNanos) {
        long leftNanos = request.remaining().toNanos() - spentNanos;
        if (leftNanos <= 0) {
            throw new LookupRefusal(LookupError.of(
                    LookupErrorCode.EXPIRED,
                    "deadline: passed " + -leftNanos / 1_000 + " µs ago, after "
                            + request.remaining().toNanos() / 1_000 + " µs that the request had left (expected: time"
                            + " to pool)"));
        }
    }

    private static int pool(
            LookupRequest request, LoadedVersion version, List<LookupShape> shapes, ResponseWriter writer) {
        int defaulted = 0;
        for (int lookup = 0; lookup < shapes.size(); lookup++) {
            TableLookup wanted = request.lookups().get(lookup);
            ByteBuffer vectors = writer.vectors(lookup);
            int ids =
                    poolOne(version, lookup, wanted, vectors, shapes.get(lookup).dim());
            writer.defaulted(lookup, ids);
            defaulted += ids;
        }
        return defaulted;
    }

    private static int poolOne(LoadedVersion version, int lookup, TableLookup wanted, ByteBuffer vectors, int dim) {
        try {
            return version.engine()
                    .lookupInto(
                            wanted.table(),
                            wanted.bags(),
                            wanted.pooling(),
                            wanted.idPolicy(),
                            vectors,
                            0,
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
