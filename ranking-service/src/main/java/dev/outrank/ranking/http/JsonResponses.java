package dev.outrank.ranking.http;

import dev.outrank.ranking.json.JsonBuffer;
import dev.outrank.ranking.json.RequestJson;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import tools.jackson.core.JsonGenerator;

/** Makes responses whose bodies were written by a generator. */
public final class JsonResponses {

    private static final int SMALL_BYTES = 512;

    private JsonResponses() {}

    /** Returns a JSON response with a small body. */
    public static Mono<ServerResponse> json(HttpStatusCode status, Consumer<JsonGenerator> body) {
        return of(ServerResponse.status(status).contentType(MediaType.APPLICATION_JSON), write(SMALL_BYTES, body));
    }

    /** Returns what {@code body} writes. */
    static ByteBuffer write(int expectedBytes, Consumer<JsonGenerator> body) {
        JsonBuffer buffer = new JsonBuffer(expectedBytes);
        try (JsonGenerator json = RequestJson.generator(buffer)) {
            body.accept(json);
        }
        return buffer.written();
    }

    static Mono<ServerResponse> of(ServerResponse.BodyBuilder response, ByteBuffer body) {
        return response.contentLength(body.remaining())
                .body((message, context) -> message.writeWith(
                        Mono.fromSupplier(() -> message.bufferFactory().wrap(body))));
    }
}
