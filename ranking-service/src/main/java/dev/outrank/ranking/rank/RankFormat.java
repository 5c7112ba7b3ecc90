package dev.outrank.ranking.rank;

import dev.outrank.ranking.http.RequestFormat;
import dev.outrank.ranking.json.DecodeLimits;
import dev.outrank.ranking.request.Deadline;
import dev.outrank.ranking.request.RankingAnswer;
import dev.outrank.ranking.request.ServedModel;
import tools.jackson.core.JsonGenerator;

/** Bodies and answers of the rank API. */
record RankFormat(DecodeLimits limits) implements RequestFormat<RankRequest> {

    @Override
    public RankRequest decode(byte[] body, ServedModel model, Deadline deadline) {
        return RankRequestDecoder.decode(body, model.manifest(), deadline, limits);
    }

    @Override
    public void write(RankRequest request, RankingAnswer answer, JsonGenerator json) {
        RankAnswerWriter.write(request, answer, json);
    }
}
