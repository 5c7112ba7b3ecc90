package dev.outrank.ranking.oip;

import dev.outrank.ranking.http.ErrorFormat;
import dev.outrank.ranking.http.Failure;
import org.springframework.http.MediaType;
import tools.jackson.core.JsonGenerator;

/** The protocol's errors: {@code {"error": "…"}}. */
final class OipErrors implements ErrorFormat {

    @Override
    public MediaType contentType() {
        return MediaType.APPLICATION_JSON;
    }

    @Override
    public void write(Failure failure, String path, String requestId, JsonGenerator json) {
        json.writeStartObject();
        json.writeStringProperty("error", failure.detail());
        json.writeEndObject();
    }
}
