package dev.outrank.lookup;

import dev.outrank.bundle.bags.Bags;

/**
 * How the bags of one lookup travel: the narrowest form that holds them.
 *
 * @param lengths constant, 16 or 32 bits
 * @param constantLength the length of every bag where {@code lengths} is constant, else 0
 * @param ids 32 or 64 bits, or varints
 * @param idBytes the bytes of all ids
 * @param weighted whether weights follow the ids
 */
record BagsForm(LengthsForm lengths, int constantLength, IdsForm ids, long idBytes, boolean weighted) {

    /** How lengths travel. A constant one is at least 1, so that no frame can claim bags that cost it no bytes. */
    enum LengthsForm {
        CONSTANT(0, 0),
        U16(1, Short.BYTES),
        U32(2, Integer.BYTES);

        final int code;
        final int bytesPerBag;

        LengthsForm(int code, int bytesPerBag) {
            this.code = code;
            this.bytesPerBag = bytesPerBag;
        }

        static LengthsForm of(int code) {
            return switch (code) {
                case 0 -> CONSTANT;
                case 1 -> U16;
                case 2 -> U32;
                default -> throw new FrameException("form.lengths: " + code + " (expected: 0 to 2)");
            };
        }
    }

    /** How ids travel. */
    enum IdsForm {
        I32(0),
        I64(WIDE_BIT),
        VARINT(VARINT_BIT);

        final int code;

        IdsForm(int code) {
            this.code = code;
        }
    }

    private static final int LENGTHS_BITS = 0b11;
    private static final int WIDE_BIT = 0b100;
    private static final int WEIGHTED_BIT = 0b1000;
    private static final int VARINT_BIT = 0b1_0000;
    private static final int KNOWN_BITS = LENGTHS_BITS | WIDE_BIT | WEIGHTED_BIT | VARINT_BIT;

    static BagsForm of(Bags bags) {
        int shortest = Integer.MAX_VALUE;
        int longest = 0;
        for (int bag = 0; bag < bags.bagCount(); bag++) {
            shortest = Math.min(shortest, bags.length(bag));
            longest = Math.max(longest, bags.length(bag));
        }
        if (shortest < 0 || bags.offsets()[0] != 0) {
            throw new FrameException("offsets: from " + bags.offsets()[0] + ", shortest bag " + shortest
                    + " (expected: not decreasing from 0)");
        }
        boolean constant = bags.bagCount() == 0 || (shortest == longest && longest > 0);
        LengthsForm lengths = constant ? LengthsForm.CONSTANT : longest <= 0xFFFF ? LengthsForm.U16 : LengthsForm.U32;
        boolean wide = isWide(bags);
        int fixedWidth = wide ? Long.BYTES : Integer.BYTES;
        long fixedBytes = (long) fixedWidth * bags.idCount();
        long varintBytes = Varints.bytesIfPromising(bags.ids(), bags.idCount(), fixedWidth);
        boolean varints = varintBytes <= fixedBytes / Varints.WORTHWHILE;
        IdsForm ids = varints ? IdsForm.VARINT : wide ? IdsForm.I64 : IdsForm.I32;
        return new BagsForm(
                lengths,
                constant ? longest : 0,
                ids,
                ids == IdsForm.VARINT ? varintBytes : fixedBytes,
                bags.weights() != null);
    }

    private static boolean isWide(Bags bags) {
        long[] ids = bags.ids();
        long seen = 0;
        for (int i = 0; i < bags.idCount(); i++) {
            seen |= ids[i];
        }
        return seen >>> 31 != 0;
    }

    /** Returns the form that a lookup's fields describe; {@code idBytes} counts for varints, each of which takes one byte at least. */
    static BagsForm ofFields(int code, int constantLength, int idCount, int idBytes) {
        if ((code & ~KNOWN_BITS) != 0 || ((code & WIDE_BIT) != 0 && (code & VARINT_BIT) != 0)) {
            throw new FrameException("form: " + code + " (expected: bits 0 to 4 only, not both 2 and 4)");
        }
        LengthsForm lengths = LengthsForm.of(code & LENGTHS_BITS);
        if (lengths != LengthsForm.CONSTANT && constantLength != 0) {
            throw new FrameException("constantLength: " + constantLength + " (expected: 0 beside lengths)");
        }
        boolean varints = (code & VARINT_BIT) != 0;
        if (varints ? idBytes < idCount : idBytes != 0) {
            throw new FrameException("idBytes: " + idBytes + " for " + idCount
                    + " ids (expected: at least one each as varints, else 0)");
        }
        IdsForm ids = varints ? IdsForm.VARINT : (code & WIDE_BIT) != 0 ? IdsForm.I64 : IdsForm.I32;
        long bytes = varints ? idBytes : (ids == IdsForm.I64 ? 8L : 4L) * idCount;
        return new BagsForm(lengths, constantLength, ids, bytes, (code & WEIGHTED_BIT) != 0);
    }

    int code() {
        return lengths.code | ids.code | (weighted ? WEIGHTED_BIT : 0);
    }

    /** Returns the bytes of ids, weights and lengths, without padding. */
    long payloadBytes(int bags, int idCount) {
        return idBytes + (weighted ? 4L : 0L) * idCount + (long) lengths.bytesPerBag * bags;
    }
}
