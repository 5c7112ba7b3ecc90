package dev.outrank.ranking.oip;

import dev.outrank.ranking.http.DecodedRequest;
import dev.outrank.ranking.request.RankingRequest;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A request of the Open Inference Protocol, read.
 *
 * @param ranking the inputs
 * @param id what the caller calls the request, to be echoed
 * @param outputs the outputs asked for, in this order
 * @param binary those of them that are to come as bytes after the JSON
 */
record InferenceRequest(RankingRequest ranking, @Nullable String id, List<String> outputs, Set<String> binary)
        implements DecodedRequest {

    InferenceRequest {
        outputs = List.copyOf(outputs);
        binary = Set.copyOf(binary);
    }
}
