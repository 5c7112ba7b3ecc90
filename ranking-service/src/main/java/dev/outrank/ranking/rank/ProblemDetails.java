package dev.outrank.ranking.rank;

import dev.outrank.ranking.http.ErrorFormat;
import dev.outrank.ranking.http.Failure;
import org.springframework.http.MediaType;
import tools.jackson.core.JsonGenerator;

/** RFC 9457 problem details, with the members {@code field} (where there is one) and {@code requestId}. */
final class ProblemDetails implements ErrorFormat {

    @Override
    public MediaType contentType() {
        return MediaType.APPLICATION_PROBLEM_JSON;
    }

    @Override
    public void write(Failure failure, String path, String requestId, JsonGenerator json) {
        json.writeStartObject();
        json.writeStringProperty("type", failure.kind().type());
        json.writeStringProperty("title", failure.kind().title());
        json.writeNumberProperty("status", failure.kind().status().value());
        json.writeStringProperty("detail", failure.detail());
        json.writeStringProperty("instance", path);
        if (failure.field() != null) {
            json.writeStringProperty("field", failure.field());
        }
        json.writeStringProperty("requestId", requestId);
        json.writeEndObject();
    }
}
