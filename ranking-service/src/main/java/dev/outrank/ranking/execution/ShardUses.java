package dev.outrank.ranking.execution;

import dev.outrank.lookup.LookupRequest;
import dev.outrank.lookup.LookupResponse;
import dev.outrank.lookup.ShardTimings;
import dev.outrank.lookup.TableLookup;
import dev.outrank.ranking.replica.Replica;
import dev.outrank.ranking.request.ShardUse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** What one request asks of its shards and what that takes, where its caller wants to know. Not thread-safe. */
final class ShardUses {

    private final Map<Integer, Use> byShard = new TreeMap<>();

    /** Begins with what is asked; reads the request's ids, within a hold of their memory. */
    ShardUses(List<LookupRequest> requests) {
        requests.forEach(request -> byShard.put(request.target().shard(), new Use(request)));
    }

    /** Adds a part that has come. */
    void arrived(int shard, ShardPart part) {
        Use use = byShard.get(shard);
        if (use != null) {
            use.add(part);
        }
    }

    /** Notes who has answered over the network. */
    void answeredBy(int shard, Replica replica, int sentBytes) {
        Use use = byShard.get(shard);
        if (use != null) {
            use.replica = replica;
            use.sentBytes = sentBytes;
        }
    }

    /** Returns all of them, in the order of the shards, of which one was the last. */
    List<ShardUse> all(IntFunction<String> names, int last) {
        List<ShardUse> all = new ArrayList<>(byShard.size());
        byShard.forEach((shard, use) -> all.add(use.of(names.apply(shard), shard == last)));
        return all;
    }

    /** Of one shard. */
    private static final class Use {

        private final int lookups;
        private final long ids;
        private long bags;
        private @Nullable Replica replica;
        private long outstandingNanos;
        private ShardTimings own = ShardTimings.NONE;
        private long sentBytes;
        private long receivedBytes;
        private int parts;
        private long defaultedIds;

        Use(LookupRequest request) {
            lookups = request.lookups().size();
            ids = request.idCount();
            for (TableLookup lookup : request.lookups()) {
                bags += lookup.bags().bagCount();
            }
        }

        void add(ShardPart part) {
            LookupResponse response = part.response();
            parts++;
            outstandingNanos = part.arrivedNanos() - part.sentNanos();
            own = sum(own, response.timings());
            receivedBytes += response.bytes();
            for (int lookup = 0; lookup < response.lookupCount(); lookup++) {
                defaultedIds += response.defaultedIds(lookup);
            }
        }

        private static ShardTimings sum(ShardTimings a, ShardTimings b) {
            return new ShardTimings(
                    a.queueNanos() + b.queueNanos(),
                    a.decodeNanos() + b.decodeNanos(),
                    a.poolNanos() + b.poolNanos(),
                    a.encodeNanos() + b.encodeNanos());
        }

        /** What nobody answered over the network has not come over it. */
        ShardUse of(String name, boolean last) {
            return new ShardUse(
                    name,
                    replica == null ? null : replica.toString(),
                    outstandingNanos,
                    own,
                    sentBytes,
                    replica == null ? 0 : receivedBytes,
                    lookups,
                    bags,
                    ids,
                    parts,
                    defaultedIds,
                    last);
        }
    }
}
