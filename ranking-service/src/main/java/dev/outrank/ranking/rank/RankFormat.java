package dev.outrank.ranking.rank;

import dev.outrank.ranking.http.AnswerBody;
import dev.outrank.ranking.http.ReceivedBody;
import dev.outrank.ranking.http.RequestFormat;
import dev.outrank.ranking.json.DecodeLimits;
import dev.outrank.ranking.memory.RequestMemory;
import dev.outrank.ranking.request.Deadline;
import dev.outrank.ranking.request.Explanation;
import dev.outrank.ranking.request.RankingAnswer;
import dev.outrank.ranking.request.ServedModel;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/** Bodies and answers of the rank API. */
record RankFormat(DecodeLimits limits) implements RequestFormat<RankRequest> {

    @Override
    public RankRequest decode(ReceivedBody body, ServedModel model, Deadline deadline, RequestMemory memory) {
        return RankRequestDecoder.decode(body, model.manifest(), deadline, limits, memory);
    }

    @Override
    public void write(
            RankRequest request, RankingAnswer answer, Supplier<@Nullable Explanation> explanation, AnswerBody body) {
        if (answer.degraded()) {
            body.header(HttpHeaders.CACHE_CONTROL, "no-store");
        }
        body.json(json -> RankAnswerWriter.write(request, answer, explanation, json));
    }
}
