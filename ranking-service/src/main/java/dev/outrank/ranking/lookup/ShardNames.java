package dev.outrank.ranking.lookup;

import dev.outrank.lookup.ShardKey;

/** The logical names of the services that answer for shards. */
final class ShardNames {

    private ShardNames() {}

    /** Returns the name in service discovery, the same for all models: {@code embedding-2}. */
    static String of(ShardKey shard) {
        return of(shard.shard());
    }

    /** Returns the name of the service that answers for the shard of this index. */
    static String of(int shard) {
        return "embedding-" + shard;
    }
}
