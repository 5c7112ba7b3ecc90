package dev.outrank.lookup;

import dev.outrank.bundle.bags.Bags;

/**
 * How the bags of one lookup travel: the narrowest form that holds them.
 *
 * @param lengths constant, 16 or 32 bits
 * @param constantLength the length of every bag where {@code lengths} is constant, else 0
 * @param ids 16, 32 or 64 bits, or varints
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
        I32(0, Integer.BYTES),
        I64(WIDE_BIT, Long.BYTES),
        VARINT(VARINT_BIT, 0),
        U16(SHORT_BIT, Short.BYTES);

        private static final int BITS = WIDE_BIT | VARINT_BIT | SHORT_BIT;

        final int code;
        /** Of each id, 0 where they differ. */
        final int bytesPerId;

        IdsForm(int code, int bytesPerId) {
            this.code = code;
            this.bytesPerId = bytesPerId;
        }

        static IdsForm of(int code) {
            return switch (code & BITS) {
                case 0 -> I32;
                case WIDE_BIT -> I64;
                case VARINT_BIT -> VARINT;
                case SHORT_BIT -> U16;
                default -> throw new FrameException("form: " + code + " (expected: one of bits 2, 4 and 5 at most)");
            };
        }

        /** Returns the narrowest fixed form. */
        private static IdsForm fixed(Bags bags) {
            long[] ids = bags.ids();
            long seen = 0;
            for (int i = 0; i < bags.idCount(); i++) {
                seen |= ids[i];
            }
            return seen >>> 16 == 0 ? U16 : seen >>> 31 == 0 ? I32 : I64;
        }
    }

    private static final int LENGTHS_BITS = 0b11;
    private static final int WIDE_BIT = 0b100;
    private static final int WEIGHTED_BIT = 0b1000;
    private static final int VARINT_BIT = 0b1_0000;
    private static final int SHORT_BIT = 0b10_0000;
    private static final int KNOWN_BITS = LENGTHS_BITS | WIDE_BIT | WEIGHTED_BIT | VARINT_BIT | SHORT_BIT;

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
        IdsForm fixed = IdsForm.fixed(bags);
        long fixedBytes = (long) fixed.bytesPerId * bags.idCount();
        long varintBytes = Varints.bytesIfPromising(bags.ids(), bags.idCount(), fixed.bytesPerId);
        IdsForm ids = varintBytes <= fixedBytes / Varints.WORTHWHILE ? IdsForm.VARINT : fixed;
        return new BagsForm(
                lengths,
                constant ? longest : 0,
                ids,
                ids == IdsForm.VARINT ? varintBytes : fixedBytes,
                bags.weights() != null);
    }

    /** Returns the form that a lookup's fields describe; {@code idBytes} counts for varints, each of which takes one byte at least. */
    static BagsForm ofFields(int code, int constantLength, int idCount, int idBytes) {
        if ((code & ~KNOWN_BITS) != 0) {
            throw new FrameException("form: " + code + " (expected: bits 0 to 5 only)");
        }
        LengthsForm lengths = LengthsForm.of(code & LENGTHS_BITS);
        if (lengths != LengthsForm.CONSTANT && constantLength != 0) {
            throw new FrameException("constantLength: " + constantLength + " (expected: 0 beside lengths)");
        }
        IdsForm ids = IdsForm.of(code);
        boolean varints = ids == IdsForm.VARINT;
        if (varints ? idBytes < idCount : idBytes != 0) {
            throw new FrameException("idBytes: " + idBytes + " for " + idCount
                    + " ids (expected: at least one each as varints, else 0)");
        }
        long bytes = varints ? idBytes : (long) ids.bytesPerId * idCount;
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
