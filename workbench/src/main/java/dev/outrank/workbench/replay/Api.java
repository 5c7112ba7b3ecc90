package dev.outrank.workbench.replay;

import dev.outrank.workbench.requests.BinaryBody;
import dev.outrank.workbench.requests.GeneratedRequest;
import dev.outrank.workbench.requests.OipBinary;
import dev.outrank.workbench.requests.OipJson;
import dev.outrank.workbench.requests.RankJson;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The ways to ask for scores. */
public enum Api {
    /** The Open Inference Protocol in JSON. */
    INFER,
    /** The Open Inference Protocol with binary tensors. */
    INFER_BINARY,
    /** The rank API, with columns. */
    RANK;

    /** Carries the length of the JSON header in front of binary tensors, in requests and answers. */
    static final String HEADER_LENGTH = "Inference-Header-Content-Length";

    private static final String ID = "replay";

    /** Returns the name on the command line and in results. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Returns the path of a request, of the active version where none is given. */
    String path(String model, @Nullable String version) {
        String path = (this == RANK ? "/v1/models/" : "/v2/models/")
                + model
                + (version == null ? "" : "/versions/" + version);
        return path + (this == RANK ? ":rank" : "/infer");
    }

    String contentType() {
        return this == INFER_BINARY ? "application/octet-stream" : "application/json";
    }

    PreparedRequest prepare(GeneratedRequest request, long arrivalNanos) {
        return switch (this) {
            case INFER -> PreparedRequest.of(OipJson.write(request, ID), request, arrivalNanos);
            case RANK -> PreparedRequest.of(RankJson.columns(request), request, arrivalNanos);
            case INFER_BINARY -> {
                BinaryBody body = OipBinary.write(request, ID);
                yield PreparedRequest.of(body.bytes(), request, arrivalNanos).withHeaderLength(body.headerLength());
            }
        };
    }
}
