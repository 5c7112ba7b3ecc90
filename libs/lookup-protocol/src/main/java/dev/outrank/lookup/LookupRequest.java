package dev.outrank.lookup;

import dev.outrank.bundle.plan.VectorType;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All lookups of one ranking request on one shard.
 *
 * @param target the shard, and the model version that the whole answer must come from
 * @param remaining what is left of the caller's deadline when the frame is written; zero or less is expired
 * @param lookups in the order in which the answer lists them; may be empty
 * @param vectors how the vectors are to travel
 * @param partBags 0 where the answer is to come whole; else it comes in parts, of which part k has the bags {@code [k * partBags, (k + 1) *
 *     partBags)} of every lookup; one that has fewer bags has none in the later parts
 * @param priority what a shard with more work than time goes by
 * @param trace whose child the shard's work is; null where the request is not traced
 */
public record LookupRequest(
        ShardKey target,
        Duration remaining,
        List<TableLookup> lookups,
        VectorType vectors,
        int partBags,
        Priority priority,
        @Nullable TraceContext trace) {

    public LookupRequest {
        lookups = List.copyOf(lookups);
        if (partBags < 0) {
            throw new FrameException("partBags: " + partBags + " (expected: at least 0)");
        }
    }

    /** Asks for a request that is not traced. */
    public LookupRequest(
            ShardKey target,
            Duration remaining,
            List<TableLookup> lookups,
            VectorType vectors,
            int partBags,
            Priority priority) {
        this(target, remaining, lookups, vectors, partBags, priority, null);
    }

    /** Asks with the priority of a request that says nothing. */
    public LookupRequest(
            ShardKey target, Duration remaining, List<TableLookup> lookups, VectorType vectors, int partBags) {
        this(target, remaining, lookups, vectors, partBags, Priority.NORMAL);
    }

    /** Asks for whole float32 vectors. */
    public LookupRequest(ShardKey target, Duration remaining, List<TableLookup> lookups) {
        this(target, remaining, lookups, VectorType.FLOAT32, 0);
    }

    /** Returns the same request with so much time left. */
    public LookupRequest within(Duration left) {
        return new LookupRequest(target, left, lookups, vectors, partBags, priority, trace);
    }

    /** Returns the same request as part of a trace. */
    public LookupRequest traced(TraceContext parent) {
        return new LookupRequest(target, remaining, lookups, vectors, partBags, priority, parent);
    }

    /** Returns how many parts the answer has, at least 1. */
    public int partCount() {
        if (partBags == 0) {
            return 1;
        }
        int most = 1;
        for (TableLookup lookup : lookups) {
            most = Math.max(most, lookup.bags().bagCount());
        }
        return (most - 1) / partBags + 1;
    }

    /** Returns the lookups whose answers are one part: all of them where the answer comes whole. */
    public List<TableLookup> part(int part) {
        if (partCount() == 1) {
            return lookups;
        }
        long first = (long) part * partBags;
        return lookups.stream().map(lookup -> lookup.part(first, partBags)).toList();
    }

    /** Returns the number of ids in all lookups. */
    public long idCount() {
        long ids = 0;
        for (TableLookup lookup : lookups) {
            ids += lookup.bags().idCount();
        }
        return ids;
    }
}
