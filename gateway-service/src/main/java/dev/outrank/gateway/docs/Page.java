package dev.outrank.gateway.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.server.MethodNotAllowedException;
import org.webjars.WebJarVersionLocator;
import reactor.core.publisher.Mono;

/**
 * One file of the documentation, held in memory: reading it out of a jar for each request would block an event loop. Immutable.
 *
 * <p>All of them take about 2 MB, nearly all of it Swagger UI's script.
 */
final class Page implements HandlerFunction<ServerResponse> {

    private static final CacheControl AN_HOUR = CacheControl.maxAge(Duration.ofHours(1));
    private static final List<HttpMethod> METHODS = List.of(HttpMethod.GET, HttpMethod.HEAD);

    /** RFC 9512. */
    private static final MediaType YAML = MediaType.parseMediaType("application/yaml");

    private static final MediaType CSS = MediaType.parseMediaType("text/css");
    private static final MediaType SCRIPT = MediaType.parseMediaType("text/javascript");

    private final String path;
    private final MediaType mediaType;
    private final byte[] content;

    private Page(String path, MediaType mediaType, String resource) {
        this.path = path;
        this.mediaType = mediaType;
        try {
            this.content = new ClassPathResource(resource).getContentAsByteArray();
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    /** Reads all files of the documentation. */
    static List<Page> all() {
        return List.of(
                own("/openapi.yaml", YAML),
                own("/swagger-ui.html", MediaType.TEXT_HTML),
                own("/swagger-ui-init.js", SCRIPT),
                ofSwaggerUi("swagger-ui.css", CSS),
                ofSwaggerUi("swagger-ui-bundle.js", SCRIPT),
                ofSwaggerUi("favicon-32x32.png", MediaType.IMAGE_PNG));
    }

    private static Page own(String path, MediaType mediaType) {
        return new Page(path, mediaType, "static" + path);
    }

    private static Page ofSwaggerUi(String file, MediaType mediaType) {
        String resource = new WebJarVersionLocator().fullPath("swagger-ui", file);
        return new Page("/swagger-ui/" + file, mediaType, Objects.requireNonNull(resource, file));
    }

    String path() {
        return path;
    }

    @Override
    public Mono<ServerResponse> handle(ServerRequest request) {
        if (!METHODS.contains(request.method())) {
            return Mono.error(new MethodNotAllowedException(request.method(), METHODS));
        }
        return ServerResponse.ok().contentType(mediaType).cacheControl(AN_HOUR).bodyValue(content);
    }
}
