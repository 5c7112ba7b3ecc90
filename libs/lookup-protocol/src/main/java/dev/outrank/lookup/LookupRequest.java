package dev.outrank.lookup;

import java.time.Duration;
import java.util.List;

/**
 * All lookups of one ranking request on one shard.
 *
 * @param target the shard, and the model version that the whole answer must come from
 * @param remaining what is left of the caller's deadline when the frame is written; zero or less is expired
 * @param lookups in the order in which the answer lists them; may be empty
 */
public record LookupRequest(ShardKey target, Duration remaining, List<TableLookup> lookups) {

    public LookupRequest {
        lookups = List.copyOf(lookups);
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
