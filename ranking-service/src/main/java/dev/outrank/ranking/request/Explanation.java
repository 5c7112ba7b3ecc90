package dev.outrank.ranking.request;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where one request's time went, for a caller who asks.
 *
 * @param totalNanos since the request's body had come
 * @param stages that make up that time
 * @param shards that were asked, by their index
 * @param slowest the shard whose last vectors came last; null where none was asked
 */
public record Explanation(
        long totalNanos,
        StageTimings stages,
        List<ShardUse> shards,
        @Nullable String slowest) {

    public Explanation {
        shards = List.copyOf(shards);
    }
}
