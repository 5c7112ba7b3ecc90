package dev.outrank.ranking.scatter;

import dev.outrank.lookup.LookupResponse;
import org.jspecify.annotations.Nullable;

/** The answers to one request's lookups for one slice of its candidates, by shard. */
@FunctionalInterface
public interface ShardAnswers {

    /** Returns the vectors of a shard, which stay their owner's; null where it was not asked, or has none for this slice. */
    @Nullable
    LookupResponse of(int shard);
}
