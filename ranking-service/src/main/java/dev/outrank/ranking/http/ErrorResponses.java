package dev.outrank.ranking.http;

import dev.outrank.telemetry.trace.RequestSpan;
import dev.outrank.telemetry.trace.SpanAttribute;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.reactive.function.server.HandlerFilterFunction;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Gives every response its request id, and turns failures into responses of one format. */
public final class ErrorResponses implements HandlerFilterFunction<ServerResponse, ServerResponse> {

    private static final Logger log = LoggerFactory.getLogger(ErrorResponses.class);

    private static final int SMALL_BYTES = 512;

    private final ErrorFormat format;

    /** Makes a filter for an interface's routes. */
    public ErrorResponses(ErrorFormat format) {
        this.format = format;
    }

    @Override
    public Mono<ServerResponse> filter(ServerRequest request, HandlerFunction<ServerResponse> next) {
        String requestId = RequestIds.orRandom(request.headers().firstHeader(RequestIds.HEADER));
        request.exchange().getResponse().getHeaders().set(RequestIds.HEADER, requestId);
        return Mono.defer(() -> next.handle(request)).onErrorResume(thrown -> respond(request, requestId, thrown));
    }

    private Mono<ServerResponse> respond(ServerRequest request, String requestId, Throwable thrown) {
        Failure failure = Failures.of(thrown, requestId);
        report(request, requestId, failure, thrown);
        RequestSpan.of(request.exchange()).tag(SpanAttribute.OUTCOME, category(failure));
        ServerResponse.BodyBuilder response =
                ServerResponse.status(failure.kind().status()).contentType(format.contentType());
        failure.headers().forEach(response::header);
        return JsonResponses.of(
                response,
                JsonResponses.write(SMALL_BYTES, json -> format.write(failure, request.path(), requestId, json)));
    }

    private static String category(Failure failure) {
        return failure.kind().category().name().toLowerCase(Locale.ROOT);
    }

    private static void report(ServerRequest request, String requestId, Failure failure, Throwable thrown) {
        String message = "request {} {} failed, {}: {}";
        String category = category(failure);
        switch (failure.kind().category()) {
            // In an overload a line for each would cost what refusing is to save; meters count them.
            case CALLER, CAPACITY -> log.debug(message, requestId, request.path(), category, failure.detail());
            case DEPENDENCY -> log.warn(message, requestId, request.path(), category, failure.detail());
            case INTERNAL -> log.error("request {} {} failed", requestId, request.path(), thrown);
        }
    }
}
