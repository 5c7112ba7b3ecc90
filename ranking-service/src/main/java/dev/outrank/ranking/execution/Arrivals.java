package dev.outrank.ranking.execution;

import dev.outrank.lookup.LookupRequest;
import dev.outrank.lookup.LookupResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The parts of the shards' answers to one request, as they come and go. Part k has the vectors of slice k; a shard that is asked for nothing but vectors
 * of request scope has part 0 alone. Not thread-safe.
 */
final class Arrivals {

    /** No shard. */
    static final int NONE = -1;

    private final int[] expected;
    private final List<List<@Nullable ShardPart>> parts = new ArrayList<>();
    private final BitSet lost = new BitSet();
    private int latest = NONE;
    private long latestNanos;

    Arrivals(int shards) {
        expected = new int[shards];
        for (int shard = 0; shard < shards; shard++) {
            parts.add(new ArrayList<>(1));
        }
    }

    void asked(List<LookupRequest> requests) {
        for (LookupRequest request : requests) {
            expected[request.target().shard()] = request.partCount();
        }
    }

    /** A shard is not waited for any more; returns the first part that it has not answered. */
    int lose(int shard) {
        lost.set(shard);
        return parts.get(shard).size();
    }

    /** Returns whether a shard is not waited for any more. */
    boolean isLost(int shard) {
        return lost.get(shard);
    }

    /** Returns whether any shard is not waited for any more. */
    boolean hasLost() {
        return !lost.isEmpty();
    }

    /** Takes a shard's next part; returns false and leaves it alone where it is none that was asked for. */
    boolean add(int shard, ShardPart part) {
        List<@Nullable ShardPart> of = parts.get(shard);
        int left = expected[shard] - of.size();
        if (left < 1 || part.response().hasMore() != (left > 1)) {
            return false;
        }
        of.add(part);
        if (latest == NONE || part.arrivedNanos() - latestNanos >= 0) {
            latest = shard;
            latestNanos = part.arrivedNanos();
        }
        return true;
    }

    /** Returns how many parts a shard is to answer in. */
    int expected(int shard) {
        return expected[shard];
    }

    /** Returns whether every shard has answered for a slice. */
    boolean has(int slice) {
        for (int shard = 0; shard < expected.length; shard++) {
            if (parts.get(shard).size() < Math.min(slice + 1, expected[shard])) {
                return false;
            }
        }
        return true;
    }

    /** Returns the shards whose last part is not there. */
    List<Integer> missing() {
        List<Integer> missing = new ArrayList<>();
        for (int shard = 0; shard < expected.length; shard++) {
            if (parts.get(shard).size() < expected[shard]) {
                missing.add(shard);
            }
        }
        return missing;
    }

    /** Returns a shard's part of a slice; null where there is none, or it was let go. */
    @Nullable
    ShardPart part(int shard, int slice) {
        List<@Nullable ShardPart> of = parts.get(shard);
        return slice < of.size() ? of.get(slice) : null;
    }

    /** Returns a shard's vectors of a slice; null where there are none. */
    @Nullable
    LookupResponse response(int shard, int slice) {
        ShardPart part = part(shard, slice);
        return part == null ? null : part.response();
    }

    /** Returns the part of a slice that came last; null where no part is there. */
    @Nullable
    ShardPart slowest(int slice) {
        ShardPart slowest = null;
        for (int shard = 0; shard < expected.length; shard++) {
            ShardPart part = part(shard, slice);
            if (part != null && (slowest == null || part.arrivedNanos() - slowest.arrivedNanos() > 0)) {
                slowest = part;
            }
        }
        return slowest;
    }

    /** Returns the shard whose part was the last of all to come; {@link #NONE} where none has. */
    int latest() {
        return latest;
    }

    /** Lets go of a slice's vectors. */
    void release(int slice) {
        for (List<@Nullable ShardPart> of : parts) {
            ShardPart part = slice < of.size() ? of.set(slice, null) : null;
            if (part != null) {
                part.response().close();
            }
        }
    }

    /** Lets go of everything. */
    void releaseAll() {
        int slices = Arrays.stream(expected).max().orElse(0);
        for (int slice = 0; slice < slices; slice++) {
            release(slice);
        }
    }
}
