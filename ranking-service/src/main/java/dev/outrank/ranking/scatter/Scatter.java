package dev.outrank.ranking.scatter;

import dev.outrank.lookup.LookupRequest;
import java.util.List;

/** What one request asks of the shards; its answers are gathered with it. */
public final class Scatter {

    private final List<LookupRequest> requests;
    private final SentBags sent;

    Scatter(List<LookupRequest> requests, SentBags sent) {
        this.requests = List.copyOf(requests);
        this.sent = sent;
    }

    /** Returns a request for each shard that has any id to look up, in the order of the shards. */
    public List<LookupRequest> requests() {
        return requests;
    }

    SentBags sent() {
        return sent;
    }
}
