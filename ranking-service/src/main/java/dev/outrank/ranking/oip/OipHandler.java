package dev.outrank.ranking.oip;

import dev.outrank.ranking.http.JsonResponses;
import dev.outrank.ranking.http.RankingEndpoint;
import dev.outrank.ranking.lifetime.DrainBeforeStop;
import dev.outrank.ranking.request.ModelCatalog;
import dev.outrank.ranking.request.ModelNotReadyException;
import dev.outrank.ranking.request.ServedModel;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Answers the protocol's resources. Thread-safe. */
final class OipHandler {

    private final ModelCatalog catalog;
    private final RankingEndpoint endpoint;
    private final InferenceFormat format;
    private final DrainBeforeStop drain;
    private final String serverVersion;

    OipHandler(
            ModelCatalog catalog,
            RankingEndpoint endpoint,
            InferenceFormat format,
            DrainBeforeStop drain,
            String serverVersion) {
        this.catalog = catalog;
        this.endpoint = endpoint;
        this.format = format;
        this.drain = drain;
        this.serverVersion = serverVersion;
    }

    Mono<ServerResponse> server(ServerRequest http) {
        return JsonResponses.json(HttpStatus.OK, json -> {
            json.writeStartObject();
            json.writeStringProperty("name", "outrank");
            json.writeStringProperty("version", serverVersion);
            json.writeArrayPropertyStart("extensions");
            json.writeString("binary_tensor_data");
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    Mono<ServerResponse> live(ServerRequest http) {
        return JsonResponses.json(HttpStatus.OK, json -> {
            json.writeStartObject();
            json.writeBooleanProperty("live", true);
            json.writeEndObject();
        });
    }

    Mono<ServerResponse> ready(ServerRequest http) {
        boolean ready = catalog.ready() && !drain.isDraining();
        return JsonResponses.json(statusOf(ready), json -> {
            json.writeStartObject();
            json.writeBooleanProperty("ready", ready);
            json.writeEndObject();
        });
    }

    Mono<ServerResponse> models(ServerRequest http) {
        return JsonResponses.json(HttpStatus.OK, json -> {
            json.writeStartObject();
            json.writeArrayPropertyStart("models");
            catalog.models().forEach(json::writeString);
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    Mono<ServerResponse> metadata(ServerRequest http) {
        ServedModel model = endpoint.model(http);
        return JsonResponses.json(
                HttpStatus.OK, json -> ModelMetadataWriter.write(model, catalog.versions(model.name()), json));
    }

    Mono<ServerResponse> modelReady(ServerRequest http) {
        boolean ready = isReady(http);
        return JsonResponses.json(statusOf(ready), json -> {
            json.writeStartObject();
            json.writeStringProperty("name", http.pathVariable("model"));
            json.writeBooleanProperty("ready", ready);
            json.writeEndObject();
        });
    }

    Mono<ServerResponse> infer(ServerRequest http) {
        String header = http.headers().firstHeader(BinaryHeader.NAME);
        return endpoint.serve(http, header == null ? format : format.withJsonOf(BinaryHeader.parse(header)));
    }

    private boolean isReady(ServerRequest http) {
        try {
            endpoint.model(http);
            return true;
        } catch (ModelNotReadyException e) {
            return false;
        }
    }

    private static HttpStatus statusOf(boolean ready) {
        return ready ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE;
    }
}
