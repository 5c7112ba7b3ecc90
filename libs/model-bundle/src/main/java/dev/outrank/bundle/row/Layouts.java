package dev.outrank.bundle.row;

import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/** The numbers of stored rows: little-endian, at any alignment. */
final class Layouts {

    static final ValueLayout.OfFloat FLOAT32 = ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    static final ValueLayout.OfShort FLOAT16 = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private Layouts() {}
}
