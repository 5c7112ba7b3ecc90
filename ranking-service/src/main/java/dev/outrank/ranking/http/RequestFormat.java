package dev.outrank.ranking.http;

import dev.outrank.ranking.request.Deadline;
import dev.outrank.ranking.request.RankingAnswer;
import dev.outrank.ranking.request.ServedModel;
import tools.jackson.core.JsonGenerator;

/** How an interface reads requests and writes answers. Thread-safe; called on CPU threads, never on an event loop. */
public interface RequestFormat<R extends DecodedRequest> {

    /**
     * Reads a body.
     *
     * @param body UTF-8 JSON, not to be changed
     * @throws dev.outrank.bundle.failure.CallerException if it does not fit the model
     */
    R decode(byte[] body, ServedModel model, Deadline deadline);

    /** Writes the answer to a request. */
    void write(R request, RankingAnswer answer, JsonGenerator json);
}
