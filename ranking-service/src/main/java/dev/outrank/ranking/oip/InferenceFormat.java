package dev.outrank.ranking.oip;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.outrank.bundle.manifest.Manifest;
import dev.outrank.ranking.http.AnswerBody;
import dev.outrank.ranking.http.BodyForm;
import dev.outrank.ranking.http.DecodedRequest;
import dev.outrank.ranking.http.ReceivedBody;
import dev.outrank.ranking.http.RequestFormat;
import dev.outrank.ranking.json.DecodeLimits;
import dev.outrank.ranking.json.InvalidFieldException;
import dev.outrank.ranking.memory.RequestMemory;
import dev.outrank.ranking.request.Deadline;
import dev.outrank.ranking.request.Explanation;
import dev.outrank.ranking.request.RankingAnswer;
import dev.outrank.ranking.request.ServedModel;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Bodies and answers of {@code infer}. Keeps the catalog of each manifest for as long as somebody else keeps the manifest.
 */
public final class InferenceFormat implements RequestFormat<InferenceRequest> {

    private static final int ALL = -1;

    private final DecodeLimits limits;
    private final LoadingCache<Manifest, TensorCatalog> catalogs;
    private final int jsonBytes;

    InferenceFormat(DecodeLimits limits) {
        this(limits, UserRows.once());
    }

    InferenceFormat(DecodeLimits limits, UserRows users) {
        this(
                limits,
                Caffeine.newBuilder()
                        .weakKeys()
                        .executor(Runnable::run)
                        .build(manifest -> TensorCatalog.of(manifest, users)),
                ALL);
    }

    private InferenceFormat(DecodeLimits limits, LoadingCache<Manifest, TensorCatalog> catalogs, int jsonBytes) {
        this.limits = limits;
        this.catalogs = catalogs;
        this.jsonBytes = jsonBytes;
    }

    /** Returns the format of bodies that are JSON alone. */
    public static RequestFormat<? extends DecodedRequest> of(DecodeLimits limits) {
        return new InferenceFormat(limits);
    }

    /** Returns the format of bodies that begin with {@code jsonBytes} bytes of JSON, at least 1, and go on with binary tensors. */
    InferenceFormat withJsonOf(int jsonBytes) {
        return new InferenceFormat(limits, catalogs, jsonBytes);
    }

    @Override
    public BodyForm bodyForm() {
        return jsonBytes == ALL ? BodyForm.JSON : BodyForm.JSON_AND_BINARY;
    }

    @Override
    public InferenceRequest decode(ReceivedBody body, ServedModel model, Deadline deadline, RequestMemory memory) {
        if (jsonBytes > body.size()) {
            throw new InvalidFieldException(
                    BinaryHeader.NAME, jsonBytes + " (expected: at most " + body.size() + ", the bytes of the body)");
        }
        return InferenceRequestDecoder.decode(
                body,
                jsonBytes == ALL ? body.size() : jsonBytes,
                model,
                catalogs.get(model.manifest()),
                deadline,
                limits,
                memory);
    }

    @Override
    public void write(
            InferenceRequest request,
            RankingAnswer answer,
            Supplier<@Nullable Explanation> explanation,
            AnswerBody body) {
        InferenceAnswerWriter.write(request, answer, explanation, body);
    }
}
