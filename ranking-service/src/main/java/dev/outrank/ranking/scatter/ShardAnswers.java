package dev.outrank.ranking.scatter;

import dev.outrank.lookup.LookupResponse;
import org.jspecify.annotations.Nullable;

/** The answers to one request's lookups, by shard. */
@FunctionalInterface
public interface ShardAnswers {

    /** Returns a shard's answer, or null where it was not asked; the buffer stays its owner's. */
    @Nullable
    LookupResponse of(int shard);
}
