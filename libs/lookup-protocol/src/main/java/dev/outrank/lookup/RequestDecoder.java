package dev.outrank.lookup;

import dev.outrank.bundle.bags.Bags;
import dev.outrank.bundle.manifest.IdPolicy;
import dev.outrank.bundle.manifest.Pooling;
import dev.outrank.bundle.plan.VectorType;
import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads REQUEST frames.
 *
 * <p>What it allocates is bounded by the frame's length: a lookup costs at least 24 bytes, a bag 2 bytes or one id, an id one byte.
 */
final class RequestDecoder {

    private final FrameCursor body;
    private final int flags;
    private final RequestScratch scratch;

    private RequestDecoder(FrameCursor body, int flags, RequestScratch scratch) {
        this.body = body;
        this.flags = flags;
        this.scratch = scratch;
    }

    static LookupRequest decode(ByteBuf frame, RequestScratch scratch) {
        FrameHeader.requireType(FrameHeader.check(frame), FrameType.REQUEST);
        scratch.begin();
        return new RequestDecoder(new FrameCursor(frame), FrameHeader.flags(frame), scratch).request();
    }

    private LookupRequest request() {
        long fingerprint = body.i64("fingerprint");
        long remainingNanos = body.i64("remainingNanos");
        int shard = body.count("shard");
        int lookupCount = body.count("lookups");
        int modelBytes = body.u16("modelLength");
        int versionBytes = body.u16("versionLength");
        int partBags = body.count("partBags");
        TraceContext trace = (flags & FrameHeader.FLAG_TRACE) == 0 ? null : trace();
        String model = body.text("model", modelBytes);
        String version = body.text("version", versionBytes);
        body.align("padding", RequestEncoder.ALIGNMENT);
        if (remainingNanos < 0) {
            throw new FrameException("remainingNanos: " + remainingNanos + " (expected: at least 0)");
        }
        if (lookupCount > body.remaining() / RequestEncoder.LOOKUP_BYTES) {
            throw new FrameException("lookups: " + lookupCount + " (expected: at most "
                    + body.remaining() / RequestEncoder.LOOKUP_BYTES + " in the bytes that follow)");
        }
        List<TableLookup> lookups = new ArrayList<>(lookupCount);
        for (int i = 0; i < lookupCount; i++) {
            lookups.add(lookup());
        }
        body.requireEnd();
        ShardKey target = new ShardKey(model, version, shard, fingerprint);
        VectorType vectors = (flags & FrameHeader.FLAG_FLOAT16) != 0 ? VectorType.FLOAT16 : VectorType.FLOAT32;
        Duration remaining = Duration.ofNanos(remainingNanos);
        return new LookupRequest(target, remaining, lookups, vectors, partBags, FrameHeader.priority(flags), trace);
    }

    private TraceContext trace() {
        long traceIdHigh = Long.reverseBytes(body.i64("traceId"));
        long traceIdLow = Long.reverseBytes(body.i64("traceId"));
        long spanId = Long.reverseBytes(body.i64("spanId"));
        int traceFlags = body.u8("traceFlags");
        body.zero("reserved", RequestEncoder.TRACE_RESERVED_BYTES);
        return new TraceContext(traceIdHigh, traceIdLow, spanId, traceFlags);
    }

    private TableLookup lookup() {
        int table = body.count("table");
        Pooling pooling = WireCodes.pooling(body.u8("pooling"));
        IdPolicy policy = WireCodes.policy(body.u8("idPolicy"));
        int form = body.u8("form");
        body.zero("reserved", Byte.BYTES);
        int bagCount = body.count("bags");
        int idCount = body.count("ids");
        int constantLength = body.count("constantLength");
        int idBytes = body.count("idBytes");
        Bags bags = bags(BagsForm.ofFields(form, constantLength, idCount, idBytes), bagCount, idCount);
        body.align("padding", RequestEncoder.ALIGNMENT);
        return new TableLookup(table, pooling, policy, bags);
    }

    private Bags bags(BagsForm form, int bagCount, int idCount) {
        requireConstantFits(form, bagCount, idCount);
        ByteBuffer in = body.bytes("payload", form.payloadBytes(bagCount, idCount));
        scratch.next(bagCount, idCount);
        long[] ids = scratch.ids();
        switch (form.ids()) {
            case VARINT -> Varints.read(in, (int) form.idBytes(), ids, idCount);
            case I64 -> readWide(in, ids, idCount);
            case I32 -> NarrowIds.read(in, ids, idCount);
            case U16 -> ShortIds.read(in, ids, idCount);
        }
        float[] weights = null;
        if (form.weighted()) {
            weights = new float[idCount];
            in.asFloatBuffer().get(weights);
            in.position(in.position() + idCount * Float.BYTES);
        }
        return new Bags(bagCount, offsets(in, form, bagCount, idCount), ids, weights);
    }

    private static void requireConstantFits(BagsForm form, int bagCount, int idCount) {
        if (form.lengths() == BagsForm.LengthsForm.CONSTANT
                && ((bagCount > 0 && form.constantLength() == 0)
                        || (long) bagCount * form.constantLength() != idCount)) {
            throw new FrameException("constantLength: " + form.constantLength() + " for " + bagCount + " bags and "
                    + idCount + " ids (expected: at least 1, and bags * constantLength = ids)");
        }
    }

    private static void readWide(ByteBuffer in, long[] ids, int count) {
        in.asLongBuffer().get(ids, 0, count);
        in.position(in.position() + count * Long.BYTES);
    }

    private int[] offsets(ByteBuffer in, BagsForm form, int bagCount, int idCount) {
        int[] offsets = scratch.offsets();
        long end =
                switch (form.lengths()) {
                    case CONSTANT -> constant(offsets, bagCount, form.constantLength());
                    case U16 -> shorts(in, offsets, bagCount, idCount);
                    case U32 -> ints(in, offsets, bagCount, idCount);
                };
        if (end != idCount) {
            throw new FrameException("lengths: they add up to " + (end > idCount ? "more than " + idCount : end)
                    + " (expected: " + idCount + ", the number of ids)");
        }
        return offsets;
    }

    /** Writes offsets of equal bags, whose ids were found to be as many as there are; returns their end. */
    private static long constant(int[] offsets, int bagCount, int length) {
        for (int bag = 1; bag <= bagCount; bag++) {
            offsets[bag] = bag * length;
        }
        return (long) bagCount * length;
    }

    /** Writes offsets up to the first one beyond the ids; returns the last one. */
    private static long shorts(ByteBuffer in, int[] offsets, int bagCount, int idCount) {
        int from = in.position();
        int end = 0;
        for (int bag = 0; bag < bagCount && end <= idCount; bag++) {
            end += Short.toUnsignedInt(in.getShort(from + bag * Short.BYTES));
            offsets[bag + 1] = end;
        }
        return end;
    }

    private static long ints(ByteBuffer in, int[] offsets, int bagCount, int idCount) {
        long end = 0;
        for (int bag = 0; bag < bagCount && end <= idCount; bag++) {
            end += Integer.toUnsignedLong(in.getInt());
            offsets[bag + 1] = (int) end;
        }
        return end;
    }
}
