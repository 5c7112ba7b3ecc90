package dev.outrank.ranking.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrank.ranking.request.DefaultedTable;
import dev.outrank.ranking.request.RankingAnswer;
import dev.outrank.ranking.request.StageTimings;
import dev.outrank.telemetry.trace.RequestSpan;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.TraceContext;
import io.micrometer.tracing.handler.TracingObservationHandler.TracingContext;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.http.server.reactive.observation.ServerRequestObservationContext;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;

final class RequestTracesTests {

    private final Map<String, Object> tags = new HashMap<>();

    @Test
    void namesTheShardsThatWereLostAndTheTablesThatHaveDefaults() {
        RequestTraces.answered(
                span(true),
                answer(
                        List.of(new DefaultedTable("item", 3), new DefaultedTable("user", 4)),
                        List.of("embedding-1", "embedding-3")));

        assertThat(tags)
                .isEqualTo(Map.of(
                        "outrank.outcome", "degraded",
                        "outrank.lost.shards", "embedding-1,embedding-3",
                        "outrank.defaulted.tables", "item,user",
                        "outrank.defaulted.ids", 7L));
    }

    @Test
    void namesNothingOfAWholeAnswer() {
        RequestTraces.answered(span(true), answer(List.of(), List.of()));

        assertThat(tags).isEqualTo(Map.of("outrank.outcome", "ok"));
    }

    @Test
    void saysNothingOfARequestThatIsNotSampled() {
        RequestSpan span = span(false);

        RequestTraces.answered(span, answer(List.of(), List.of("embedding-1")));

        assertThat(span).isSameAs(RequestSpan.NONE);
        assertThat(tags).isEmpty();
    }

    private static RankingAnswer answer(List<DefaultedTable> defaulted, List<String> lost) {
        return new RankingAnswer("clicks", "1", 0, List.of(), defaulted, lost, StageTimings.none());
    }

    private RequestSpan span(boolean sampled) {
        MockServerHttpRequest request = MockServerHttpRequest.get("/").build();
        MockServerWebExchange exchange = MockServerWebExchange.from(request);
        ServerRequestObservationContext observed =
                new ServerRequestObservationContext(request, exchange.getResponse(), exchange.getAttributes());
        TracingContext traced = new TracingContext();
        traced.setSpan(proxy(Span.class, sampled));
        observed.put(TracingContext.class, traced);
        exchange.getAttributes().put(ServerRequestObservationContext.CURRENT_OBSERVATION_CONTEXT_ATTRIBUTE, observed);
        return RequestSpan.of(exchange);
    }

    private <T> T proxy(Class<T> type, boolean sampled) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (self, method, arguments) -> answer(self, method, arguments, sampled)));
    }

    private Object answer(Object self, Method method, Object[] arguments, boolean sampled) {
        return switch (method.getName()) {
            case "context" -> proxy(TraceContext.class, sampled);
            case "traceId" -> "0af7651916cd43dd8448eb211c80319c";
            case "spanId" -> "b7ad6b7169203331";
            case "sampled" -> sampled;
            case "tag" -> {
                tags.put(Objects.toString(arguments[0]), arguments[1]);
                yield self;
            }
            default -> throw new UnsupportedOperationException(method.toString());
        };
    }
}
