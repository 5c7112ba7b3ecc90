package dev.outrank.ranking.scatter;

import dev.outrank.lookup.LookupRequest;
import java.util.BitSet;
import java.util.List;

/** What one request asks of the shards; its answers are gathered with it. */
public final class Scatter {

    private final List<LookupRequest> requests;
    private final SentBags sent;
    private final BitSet mayDefault;

    Scatter(List<LookupRequest> requests, SentBags sent, BitSet mayDefault) {
        this.requests = List.copyOf(requests);
        this.sent = sent;
        this.mayDefault = mayDefault;
    }

    /** Returns a request for each shard that has any id to look up, in the order of the shards. */
    public List<LookupRequest> requests() {
        return requests;
    }

    /**
     * Returns whether default rows may stand in for what a shard was asked: the caller takes a degraded answer, and every table of which the request has ids
     * there says so. Such a shard's request has less time than the caller's, so that the nets have some left.
     */
    public boolean mayDefault(int shard) {
        return mayDefault.get(shard);
    }

    SentBags sent() {
        return sent;
    }
}
