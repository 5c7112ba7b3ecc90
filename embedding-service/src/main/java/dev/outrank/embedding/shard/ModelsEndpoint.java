package dev.outrank.embedding.shard;

import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.json.JsonMapper;

/** {@code GET /models}: what is loaded here. */
final class ModelsEndpoint {

    private final ShardCatalog catalog;
    private final JsonMapper json;

    ModelsEndpoint(ShardCatalog catalog, JsonMapper json) {
        this.catalog = catalog;
        this.json = json;
    }

    /**
     * Answers with a {@link ModelListing}, made on a thread that may block.
     *
     * <p>It is JSON by the time it comes to Spring, because Spring's encoder would fill a buffer of Netty's on that thread and lose it where the caller leaves at the
     * same moment (spring-framework issue 36438). Ranking asks every second and does not wait for long.
     */
    Mono<ServerResponse> list(ServerRequest request) {
        return Mono.fromSupplier(() -> json.writeValueAsBytes(ModelListing.of(catalog)))
                .subscribeOn(Schedulers.boundedElastic())
                .flatMap(listing -> ServerResponse.ok()
                        .contentType(MediaType.APPLICATION_JSON)
                        .bodyValue(listing));
    }
}
