package dev.outrank.lookup;

import dev.outrank.bundle.bags.Bags;

/**
 * How the bags of one lookup travel: the narrowest form that holds them.
 *
 * @param lengths constant, 16 or 32 bits
 * @param constantLength the length of every bag where {@code lengths} is constant, else 0
 * @param wideIds whether ids take 64 bits instead of 32
 * @param weighted whether weights follow the ids
 */
record BagsForm(LengthsForm lengths, int constantLength, boolean wideIds, boolean weighted) {

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

    private static final int LENGTHS_BITS = 0b11;
    private static final int WIDE_BIT = 0b100;
    private static final int WEIGHTED_BIT = 0b1000;
    private static final int KNOWN_BITS = LENGTHS_BITS | WIDE_BIT | WEIGHTED_BIT;

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
        return new BagsForm(lengths, constant ? longest : 0, needsWideIds(bags), bags.weights() != null);
    }

    private static boolean needsWideIds(Bags bags) {
        long[] ids = bags.ids();
        long seen = 0;
        for (int i = 0; i < bags.idCount(); i++) {
            seen |= ids[i];
        }
        return seen >>> 31 != 0;
    }

    static BagsForm ofCode(int code, int constantLength) {
        if ((code & ~KNOWN_BITS) != 0) {
            throw new FrameException("form: " + code + " (expected: bits 0 to 3 only)");
        }
        LengthsForm lengths = LengthsForm.of(code & LENGTHS_BITS);
        if (lengths != LengthsForm.CONSTANT && constantLength != 0) {
            throw new FrameException("constantLength: " + constantLength + " (expected: 0 beside lengths)");
        }
        return new BagsForm(lengths, constantLength, (code & WIDE_BIT) != 0, (code & WEIGHTED_BIT) != 0);
    }

    int code() {
        return lengths.code | (wideIds ? WIDE_BIT : 0) | (weighted ? WEIGHTED_BIT : 0);
    }

    /** Returns the bytes of ids, weights and lengths, without padding. */
    long payloadBytes(int bags, int ids) {
        long bytesPerId = (wideIds ? 8L : 4L) + (weighted ? 4L : 0L);
        return bytesPerId * ids + (long) lengths.bytesPerBag * bags;
    }
}
