package dev.outrank.telemetry;

import java.util.Set;
import org.springframework.core.io.buffer.DataBufferFactory;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.server.PathContainer;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Has what the actuator answers encoded on the heap.
 *
 * <p>The actuator answers on threads that may block, and whoever polls it does not wait for long. Spring's encoder would fill a buffer of Netty's there, and lose it
 * where the caller leaves at the same moment (spring-framework issue 36438). A buffer on the heap may be lost: the collector finds it.
 * Paths that the management server alone has in front ({@code management.server.base-path}) are not known here; no service has one.
 */
final class HeapActuatorAnswers implements WebFilter {

    /** The health groups that Boot also offers beside the business endpoints. */
    private static final Set<String> PROBES = Set.of("/livez", "/readyz");

    private final String basePath;

    /**
     * @param basePath of the actuator's endpoints, for example {@code /actuator}
     */
    HeapActuatorAnswers(String basePath) {
        this.basePath = basePath;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        if (!isActuators(exchange.getRequest().getPath().pathWithinApplication())) {
            return chain.filter(exchange);
        }
        return chain.filter(
                exchange.mutate().response(new OnHeap(exchange.getResponse())).build());
    }

    private boolean isActuators(PathContainer asked) {
        String path = asked.value();
        return path.equals(basePath) || path.startsWith(basePath + "/") || PROBES.contains(path);
    }

    private static final class OnHeap extends ServerHttpResponseDecorator {

        private OnHeap(ServerHttpResponse response) {
            super(response);
        }

        @Override
        public DataBufferFactory bufferFactory() {
            return DefaultDataBufferFactory.sharedInstance;
        }
    }
}
