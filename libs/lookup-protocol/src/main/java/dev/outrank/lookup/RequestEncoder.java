package dev.outrank.lookup;

import dev.outrank.bundle.bags.Bags;
import dev.outrank.bundle.plan.VectorType;
import dev.outrank.lookup.BagsForm.IdsForm;
import dev.outrank.lookup.BagsForm.LengthsForm;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Writes REQUEST frames: measures first, allocates once, fills. */
final class RequestEncoder {

    /** Fields of a request before its names. */
    static final int FIXED_BYTES = 32;

    /** Where a frame says what is left of its deadline. */
    static final int REMAINING_AT = FrameHeader.BYTES + Long.BYTES;

    /** The place in a trace, where there is one. */
    static final int TRACE_BYTES = 32;

    /** What of it is 0. */
    static final int TRACE_RESERVED_BYTES = 7;

    /** Fields of a lookup before its ids. */
    static final int LOOKUP_BYTES = 24;

    /** Ids begin at multiples of this. */
    static final int ALIGNMENT = 8;

    private final LookupRequest request;
    private final byte[] model;
    private final byte[] version;
    private final List<BagsForm> forms;

    RequestEncoder(LookupRequest request) {
        this.request = request;
        this.model = request.target().model().getBytes(StandardCharsets.UTF_8);
        this.version = request.target().version().getBytes(StandardCharsets.UTF_8);
        this.forms = new ArrayList<>(request.lookups().size());
        for (TableLookup lookup : request.lookups()) {
            forms.add(BagsForm.of(lookup.bags()));
        }
    }

    ByteBuf encode(int streamId, ByteBufAllocator allocator) {
        int bytes = FrameHeader.frameBytes(bodyBytes());
        ByteBuf frame = allocator.directBuffer(bytes, bytes);
        try {
            FrameHeader.begin(frame, FrameType.REQUEST, flags(), streamId, bytes - FrameHeader.BYTES);
            ByteBuffer out = frame.nioBuffer(0, bytes).order(ByteOrder.LITTLE_ENDIAN);
            writeTarget(out.position(FrameHeader.BYTES));
            for (int i = 0; i < forms.size(); i++) {
                writeLookup(out, request.lookups().get(i), forms.get(i));
            }
            frame.writerIndex(out.position());
            FrameHeader.seal(frame);
            return frame.retain();
        } finally {
            frame.release();
        }
    }

    private int flags() {
        int vectors = request.vectors() == VectorType.FLOAT16 ? FrameHeader.FLAG_FLOAT16 : 0;
        int trace = request.trace() == null ? 0 : FrameHeader.FLAG_TRACE;
        return vectors | trace | FrameHeader.ofPriority(request.priority());
    }

    private long bodyBytes() {
        long trace = request.trace() == null ? 0 : TRACE_BYTES;
        long bytes = FIXED_BYTES + trace + padded((long) model.length + version.length);
        for (int i = 0; i < forms.size(); i++) {
            Bags bags = request.lookups().get(i).bags();
            bytes += LOOKUP_BYTES + padded(forms.get(i).payloadBytes(bags.bagCount(), bags.idCount()));
        }
        return bytes;
    }

    private static long padded(long bytes) {
        return (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }

    private void writeTarget(ByteBuffer out) {
        out.putLong(request.target().fingerprint());
        out.putLong(remainingNanos());
        out.putInt(request.target().shard());
        out.putInt(request.lookups().size());
        out.putShort((short) model.length);
        out.putShort((short) version.length);
        out.putInt(request.partBags());
        if (request.trace() != null) {
            writeTrace(out, request.trace());
        }
        out.put(model);
        out.put(version);
        pad(out);
    }

    /** Ids are bytes, in the order of their hexadecimal digits, not numbers. */
    private static void writeTrace(ByteBuffer out, TraceContext trace) {
        out.putLong(Long.reverseBytes(trace.traceIdHigh()));
        out.putLong(Long.reverseBytes(trace.traceIdLow()));
        out.putLong(Long.reverseBytes(trace.spanId()));
        out.put((byte) trace.flags());
        out.put(new byte[TRACE_RESERVED_BYTES]);
    }

    private long remainingNanos() {
        if (request.remaining().isNegative()) {
            return 0;
        }
        // A duration of more than 292 years is no deadline.
        return request.remaining().toSeconds() >= Long.MAX_VALUE / 1_000_000_000L
                ? Long.MAX_VALUE
                : request.remaining().toNanos();
    }

    private static void writeLookup(ByteBuffer out, TableLookup lookup, BagsForm form) {
        Bags bags = lookup.bags();
        out.putInt(lookup.table());
        out.put((byte) WireCodes.ofPooling(lookup.pooling()));
        out.put((byte) WireCodes.ofPolicy(lookup.idPolicy()));
        out.put((byte) form.code());
        out.put((byte) 0);
        out.putInt(bags.bagCount());
        out.putInt(bags.idCount());
        out.putInt(form.constantLength());
        out.putInt(form.ids() == IdsForm.VARINT ? Math.toIntExact(form.idBytes()) : 0);
        writePayload(out, bags, form);
        pad(out);
    }

    private static void writePayload(ByteBuffer out, Bags bags, BagsForm form) {
        writeIds(out, bags, form.ids());
        float[] weights = bags.weights();
        if (weights != null) {
            out.asFloatBuffer().put(weights, 0, bags.idCount());
            out.position(out.position() + bags.idCount() * Float.BYTES);
        }
        writeLengths(out, bags, form.lengths());
    }

    private static void writeIds(ByteBuffer out, Bags bags, IdsForm form) {
        long[] ids = bags.ids();
        int count = bags.idCount();
        switch (form) {
            case VARINT -> Varints.write(ids, count, out);
            case I64 -> {
                out.asLongBuffer().put(ids, 0, count);
                out.position(out.position() + count * Long.BYTES);
            }
            case I32 -> NarrowIds.write(ids, count, out);
            case U16 -> ShortIds.write(ids, count, out);
        }
    }

    private static void writeLengths(ByteBuffer out, Bags bags, LengthsForm form) {
        switch (form) {
            case CONSTANT -> {}
            case U16 -> {
                for (int bag = 0; bag < bags.bagCount(); bag++) {
                    out.putShort((short) bags.length(bag));
                }
            }
            case U32 -> {
                for (int bag = 0; bag < bags.bagCount(); bag++) {
                    out.putInt(bags.length(bag));
                }
            }
        }
    }

    private static void pad(ByteBuffer out) {
        while (out.position() % ALIGNMENT != 0) {
            out.put((byte) 0);
        }
    }
}
