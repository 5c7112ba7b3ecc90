package dev.outrank.ranking.rank;

import dev.outrank.bundle.manifest.Manifest;
import dev.outrank.bundle.manifest.Scope;
import dev.outrank.ranking.http.ReceivedBody;
import dev.outrank.ranking.json.DecodeLimits;
import dev.outrank.ranking.json.FieldPath;
import dev.outrank.ranking.json.IdBudget;
import dev.outrank.ranking.json.InvalidFieldException;
import dev.outrank.ranking.json.JsonValues;
import dev.outrank.ranking.json.ObjectFields;
import dev.outrank.ranking.json.RequestJson;
import dev.outrank.ranking.memory.RequestMemory;
import dev.outrank.ranking.request.Deadline;
import dev.outrank.ranking.request.RankingRequest;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Reads one body of the rank API in one pass, straight into primitive arrays. Used once. */
final class RankRequestDecoder {

    private static final int ALL = Integer.MAX_VALUE;

    private final Manifest manifest;
    private final DecodeLimits limits;
    private final RequestMemory memory;
    private final FeatureColumns context;
    private final FeatureColumns candidateFeatures;
    private final CandidateIds ids = new CandidateIds();
    private int candidates;
    private int topK = ALL;
    private boolean allowDegraded = true;

    private RankRequestDecoder(Manifest manifest, DecodeLimits limits, RequestMemory memory) {
        this.memory = memory;
        this.manifest = manifest;
        this.limits = limits;
        IdBudget budget = limits.newIdBudget();
        this.context = new FeatureColumns(manifest, Scope.REQUEST, budget, memory.arrays());
        this.candidateFeatures = new FeatureColumns(manifest, Scope.CANDIDATE, budget, memory.arrays());
    }

    /**
     * Returns the request that a body holds.
     *
     * @throws dev.outrank.bundle.failure.CallerException if it does not fit the model or the limits
     */
    static RankRequest decode(
            ReceivedBody body, Manifest manifest, Deadline deadline, DecodeLimits limits, RequestMemory memory) {
        RankRequestDecoder decoder = new RankRequestDecoder(manifest, limits, memory);
        if (decoder.candidateFeatures.has(CandidateIds.FIELD)) {
            throw new InvalidFieldException(
                    "candidates.id",
                    "a feature of model '" + manifest.name()
                            + "' has this name (expected: the candidate's name; rank this model through /v2)");
        }
        byte[] json = body.head(body.size(), memory.arrays());
        RankRequest request = RequestJson.decode(json, body.size(), parser -> decoder.readBody(parser, deadline));
        memory.arrays().giveBack(json);
        return request;
    }

    private RankRequest readBody(JsonParser parser, Deadline deadline) {
        ObjectFields fields = new ObjectFields(parser);
        for (String name = fields.next(); name != null; name = fields.next()) {
            switch (name) {
                case "context" -> CandidateRows.readContext(parser, context);
                case "candidates" -> candidates = readCandidates(parser);
                case "topK" -> topK = readTopK(parser);
                case "allowDegraded" -> allowDegraded = JsonValues.requireBoolean(parser, FieldPath::of);
                default ->
                    throw new InvalidFieldException(
                            FieldPath.of(parser),
                            "unknown (expected: 'context', 'candidates', 'topK' or 'allowDegraded')");
            }
        }
        fields.require("candidates");
        if (context.size() > 0) {
            fields.require("context");
        }
        RankingRequest.Builder request =
                RankingRequest.builder(manifest, candidates, deadline, memory).allowDegraded(allowDegraded);
        context.addTo(request);
        candidateFeatures.addTo(request);
        return new RankRequest(request.build(), ids, topK);
    }

    private int readCandidates(JsonParser parser) {
        if (parser.currentToken() == JsonToken.START_ARRAY) {
            return CandidateRows.read(parser, candidateFeatures, ids, limits);
        }
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            return CandidateColumns.read(parser, candidateFeatures, ids, limits);
        }
        throw JsonValues.refused(parser, FieldPath::of, "an array of candidates, or an object of columns");
    }

    private static int readTopK(JsonParser parser) {
        int topK = JsonValues.requireInt32(parser, FieldPath::of);
        if (topK < 1) {
            throw new InvalidFieldException(FieldPath.of(parser), topK + " (expected: at least 1)");
        }
        return topK;
    }
}
