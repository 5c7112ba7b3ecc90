package dev.outrank.gateway.error;

import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.http.MediaType;

/** The two shapes of an error's body. */
enum ErrorBody {
    /** {@code {"error": "..."}}, as the Open Inference Protocol asks. */
    OPEN_INFERENCE(MediaType.APPLICATION_JSON_VALUE) {
        @Override
        Map<String, Object> fields(Refusal refusal, String path, String requestId) {
            return Map.of("error", refusal.message());
        }
    },
    /** RFC 9457 problem details, with the member {@code requestId}. */
    PROBLEM(MediaType.APPLICATION_PROBLEM_JSON_VALUE) {
        @Override
        Map<String, Object> fields(Refusal refusal, String path, String requestId) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("type", refusal.kind().type());
            fields.put("title", refusal.kind().title());
            fields.put("status", refusal.status().value());
            fields.put("detail", refusal.message());
            fields.put("instance", path);
            fields.put("requestId", requestId);
            return fields;
        }
    };

    private final String mediaType;

    ErrorBody(String mediaType) {
        this.mediaType = mediaType;
    }

    /** Returns the shape that callers of this path expect. */
    static ErrorBody forPath(String path) {
        return path.equals("/v2") || path.startsWith("/v2/") ? OPEN_INFERENCE : PROBLEM;
    }

    /** Returns the value of {@code Content-Type}. */
    String mediaType() {
        return mediaType;
    }

    /** Returns the members of the JSON object, in order. */
    abstract Map<String, Object> fields(Refusal refusal, String path, String requestId);
}
