package dev.outrank.ranking.oip;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.outrank.bundle.manifest.Manifest;
import dev.outrank.ranking.http.RequestFormat;
import dev.outrank.ranking.json.DecodeLimits;
import dev.outrank.ranking.request.Deadline;
import dev.outrank.ranking.request.RankingAnswer;
import dev.outrank.ranking.request.ServedModel;
import tools.jackson.core.JsonGenerator;

/** Bodies and answers of {@code infer}. Keeps the catalog of each manifest for as long as somebody else keeps the manifest. */
final class InferenceFormat implements RequestFormat<InferenceRequest> {

    private final DecodeLimits limits;
    private final LoadingCache<Manifest, TensorCatalog> catalogs =
            Caffeine.newBuilder().weakKeys().executor(Runnable::run).build(TensorCatalog::of);

    InferenceFormat(DecodeLimits limits) {
        this.limits = limits;
    }

    @Override
    public InferenceRequest decode(byte[] body, ServedModel model, Deadline deadline) {
        return InferenceRequestDecoder.decode(body, model, catalogs.get(model.manifest()), deadline, limits);
    }

    @Override
    public void write(InferenceRequest request, RankingAnswer answer, JsonGenerator json) {
        InferenceAnswerWriter.write(request, answer, json);
    }
}
