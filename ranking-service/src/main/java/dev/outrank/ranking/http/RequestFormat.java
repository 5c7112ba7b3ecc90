package dev.outrank.ranking.http;

import dev.outrank.ranking.memory.RequestMemory;
import dev.outrank.ranking.request.Deadline;
import dev.outrank.ranking.request.Explanation;
import dev.outrank.ranking.request.RankingAnswer;
import dev.outrank.ranking.request.ServedModel;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** How an interface reads requests and writes answers. Thread-safe; called on CPU threads, never on an event loop. */
public interface RequestFormat<R extends DecodedRequest> {

    /** Returns what a body is made of. */
    default BodyForm bodyForm() {
        return BodyForm.JSON;
    }

    /**
     * Reads a body.
     *
     * @param body not to be read once this has returned
     * @param memory where the request's arrays come from; held by the caller meanwhile
     * @throws dev.outrank.bundle.failure.CallerException if it does not fit the model
     */
    R decode(ReceivedBody body, ServedModel model, Deadline deadline, RequestMemory memory);

    /**
     * Writes the answer to a request.
     *
     * @param explanation where the request's time has gone until it is asked for; it gives null where the caller does not want to know
     */
    void write(R request, RankingAnswer answer, Supplier<@Nullable Explanation> explanation, AnswerBody body);
}
