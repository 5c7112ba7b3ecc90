package dev.outrank.ranking.http;

import dev.outrank.ranking.request.RankingRequest;

/** A request as an interface has read it: the inputs, and what the interface needs to write its answer. */
public interface DecodedRequest {

    /** Returns the inputs. */
    RankingRequest ranking();
}
