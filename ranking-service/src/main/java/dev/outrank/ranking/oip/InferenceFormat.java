package dev.outrank.ranking.oip;

import dev.outrank.ranking.http.RequestFormat;
import dev.outrank.ranking.json.DecodeLimits;
import dev.outrank.ranking.request.Deadline;
import dev.outrank.ranking.request.RankingAnswer;
import dev.outrank.ranking.request.ServedModel;
import tools.jackson.core.JsonGenerator;

/** Bodies and answers of {@code infer}. */
record InferenceFormat(DecodeLimits limits) implements RequestFormat<InferenceRequest> {

    @Override
    public InferenceRequest decode(byte[] body, ServedModel model, Deadline deadline) {
        return InferenceRequestDecoder.decode(body, model, deadline, limits);
    }

    @Override
    public void write(InferenceRequest request, RankingAnswer answer, JsonGenerator json) {
        InferenceAnswerWriter.write(request, answer, json);
    }
}
