package dev.outrank.lookup;

import java.util.ArrayList;
import java.util.List;

/**
 * Arrays into which requests are decoded again and again: ids and offsets of each lookup, kept for the next request. One a thread; not thread-safe. It keeps
 * at most {@link #KEPT_IDS} ids and bags; what a larger request needs on top is dropped behind it.
 */
public final class RequestScratch {

    /** 8 MB of ids and 4 MB of offsets a thread at most. */
    private static final int KEPT_IDS = 1 << 20;

    private static final ThreadLocal<RequestScratch> OF_THREAD = ThreadLocal.withInitial(RequestScratch::new);

    private final List<Slot> slots = new ArrayList<>();
    private int used;
    private long kept;

    private static final class Slot {
        private long[] ids = new long[0];
        private int[] offsets = new int[1];

        long size() {
            return (long) ids.length + offsets.length;
        }
    }

    /** Makes a scratch that holds nothing yet. */
    public RequestScratch() {}

    /** Returns the scratch of the calling thread; for threads that are few and stay. */
    public static RequestScratch ofThread() {
        return OF_THREAD.get();
    }

    void begin() {
        if (kept > KEPT_IDS) {
            slots.clear();
            kept = 0;
        }
        used = 0;
    }

    /** Goes to the next lookup's arrays, which are long enough for it; bytes for it were found in the frame. */
    void next(int bags, int idCount) {
        if (used == slots.size()) {
            slots.add(new Slot());
        }
        Slot slot = slots.get(used++);
        kept -= slot.size();
        if (slot.ids.length < idCount) {
            slot.ids = new long[idCount];
        }
        if (slot.offsets.length <= bags) {
            slot.offsets = new int[bags + 1];
        }
        kept += slot.size();
    }

    long[] ids() {
        return slots.get(used - 1).ids;
    }

    int[] offsets() {
        return slots.get(used - 1).offsets;
    }
}
