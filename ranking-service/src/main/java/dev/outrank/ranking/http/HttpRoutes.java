package dev.outrank.ranking.http;

import org.springframework.http.HttpMethod;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.RequestPredicates;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Collects the routes of one interface; what it does not route becomes a 404 or 405 in the interface's format. Not thread-safe. */
public final class HttpRoutes {

    private final RouterFunctions.Builder routes = RouterFunctions.route();

    /** Adds a resource with one method; any other gets a 405. */
    public HttpRoutes add(HttpMethod method, String path, HandlerFunction<ServerResponse> handler) {
        routes.route(RequestPredicates.method(method).and(RequestPredicates.path(path)), handler);
        routes.route(
                RequestPredicates.path(path),
                request -> Mono.error(new WrongMethodException(request.method().name(), method.name())));
        return this;
    }

    /** Returns the routes; {@code rest}, a pattern such as {@code /v2/**}, is what else belongs to the interface. */
    public RouterFunction<ServerResponse> build(String rest, ErrorFormat errors) {
        routes.route(RequestPredicates.path(rest), request -> Mono.error(new UnknownPathException(request.path())));
        return routes.filter(new ErrorResponses(errors)).build();
    }
}
