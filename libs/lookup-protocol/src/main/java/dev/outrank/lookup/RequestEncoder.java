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
            int flags = request.vectors() == VectorType.FLOAT16 ? FrameHeader.FLAG_FLOAT16 : 0;
            FrameHeader.begin(frame, FrameType.REQUEST, flags, streamId, bytes - FrameHeader.BYTES);
            writeTarget(frame);
            for (int i = 0; i < forms.size(); i++) {
                writeLookup(frame, request.lookups().get(i), forms.get(i));
            }
            FrameHeader.seal(frame);
            return frame.retain();
        } finally {
            frame.release();
        }
    }

    private long bodyBytes() {
        long bytes = FIXED_BYTES + padded((long) model.length + version.length);
        for (int i = 0; i < forms.size(); i++) {
            Bags bags = request.lookups().get(i).bags();
            bytes += LOOKUP_BYTES + padded(forms.get(i).payloadBytes(bags.bagCount(), bags.idCount()));
        }
        return bytes;
    }

    private static long padded(long bytes) {
        return (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }

    private void writeTarget(ByteBuf frame) {
        frame.writeLongLE(request.target().fingerprint());
        frame.writeLongLE(remainingNanos());
        frame.writeIntLE(request.target().shard());
        frame.writeIntLE(request.lookups().size());
        frame.writeShortLE(model.length);
        frame.writeShortLE(version.length);
        frame.writeIntLE(request.partBags());
        frame.writeBytes(model);
        frame.writeBytes(version);
        pad(frame);
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

    private static void writeLookup(ByteBuf frame, TableLookup lookup, BagsForm form) {
        Bags bags = lookup.bags();
        frame.writeIntLE(lookup.table());
        frame.writeByte(WireCodes.ofPooling(lookup.pooling()));
        frame.writeByte(WireCodes.ofPolicy(lookup.idPolicy()));
        frame.writeByte(form.code());
        frame.writeByte(0);
        frame.writeIntLE(bags.bagCount());
        frame.writeIntLE(bags.idCount());
        frame.writeIntLE(form.constantLength());
        frame.writeIntLE(form.ids() == IdsForm.VARINT ? Math.toIntExact(form.idBytes()) : 0);
        writePayload(frame, bags, form);
        pad(frame);
    }

    private static void writePayload(ByteBuf frame, Bags bags, BagsForm form) {
        int bytes = Math.toIntExact(form.payloadBytes(bags.bagCount(), bags.idCount()));
        ByteBuffer out = frame.nioBuffer(frame.writerIndex(), bytes).order(ByteOrder.LITTLE_ENDIAN);
        writeIds(out, bags, form.ids());
        float[] weights = bags.weights();
        if (weights != null) {
            out.asFloatBuffer().put(weights, 0, bags.idCount());
            out.position(out.position() + bags.idCount() * Float.BYTES);
        }
        writeLengths(out, bags, form.lengths());
        frame.writerIndex(frame.writerIndex() + bytes);
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
            case I32 -> {
                int from = out.position();
                for (int i = 0; i < count; i++) {
                    out.putInt(from + i * Integer.BYTES, (int) ids[i]);
                }
                out.position(from + count * Integer.BYTES);
            }
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

    private static void pad(ByteBuf frame) {
        frame.writeZero(Math.floorMod(-frame.writerIndex(), ALIGNMENT));
    }
}
