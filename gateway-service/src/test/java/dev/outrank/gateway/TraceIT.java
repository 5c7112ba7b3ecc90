package dev.outrank.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.outrank.testkit.trace.EndedSpans;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import reactor.core.publisher.Mono;

/** A request's trace through the real gateway, as far as ranking. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class TraceIT {

    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String CALLER = "b7ad6b7169203331";
    private static final String PATH = "/v1/models/clicks:rank";

    private final EndedSpans spans = new EndedSpans();
    private final FakeRanking ranking = FakeRanking.start();
    private RunningGateway gateway;

    @BeforeAll
    void start() {
        gateway = RunningGateway.startTraced(
                List.of(ranking.port()),
                spans,
                "management.opentelemetry.enabled=true",
                "management.tracing.sampling.probability=1");
    }

    @BeforeEach
    void forget() {
        ranking.forgetAndEcho();
    }

    @AfterAll
    void stop() {
        gateway.close();
        ranking.close();
    }

    @Test
    void keepsATraceThatTheCallerHasBegunAndHandsItToRanking() throws Exception {
        ranking.answerBy((request, response) -> ranking.record(request)
                .flatMap(body -> response.header("Outrank-Model-Version", "7")
                        .sendString(Mono.just(body))
                        .then()));

        HttpResponse<String> answer = post("00-" + TRACE + "-" + CALLER + "-01");

        assertThat(answer.statusCode()).isEqualTo(200);
        await().atMost(RunningGateway.PATIENCE)
                .untilAsserted(() -> assertThat(spans.of(TRACE)).hasSize(2));
        SpanData server = of(TRACE, SpanKind.SERVER);
        SpanData client = of(TRACE, SpanKind.CLIENT);
        assertThat(server.getParentSpanId()).isEqualTo(CALLER);
        assertThat(client.getParentSpanId()).isEqualTo(server.getSpanId());
        assertThat(traceparent()).isEqualTo("00-" + TRACE + "-" + client.getSpanId() + "-01");
        assertThat(attribute(server, "outrank.model")).isEqualTo("clicks");
        assertThat(attribute(server, "outrank.version")).isEqualTo("7");
        assertThat(attribute(server, "outrank.outcome")).isEqualTo("ok");
    }

    @Test
    void beginsATraceWhereTheCallerHasNone() throws Exception {
        gateway.post(PATH, "{}");

        String[] sent = traceparent().split("-", -1);
        await().atMost(RunningGateway.PATIENCE)
                .untilAsserted(() -> assertThat(spans.of(sent[1])).hasSize(2));
        // Bit 0 is sampled; bit 1 says that the id is random.
        assertThat(Integer.parseInt(sent[3], 16) & 1).isEqualTo(1);
        assertThat(of(sent[1], SpanKind.SERVER).getParentSpanContext().isValid())
                .isFalse();
    }

    @Test
    void tracesNothingThatTheCallerDoesNotWantTraced() throws Exception {
        String unwanted = "1af7651916cd43dd8448eb211c80319c";

        assertThat(post("00-" + unwanted + "-" + CALLER + "-00").statusCode()).isEqualTo(200);

        assertThat(traceparent()).startsWith("00-" + unwanted + "-").endsWith("-00");
        gateway.post(PATH, "{}");
        String[] later = traceparent().split("-", -1);
        await().atMost(RunningGateway.PATIENCE)
                .untilAsserted(() -> assertThat(spans.of(later[1])).hasSize(2));
        assertThat(spans.of(unwanted)).isEmpty();
    }

    @Test
    void saysHowARequestFailed() throws Exception {
        String failing = "2af7651916cd43dd8448eb211c80319c";
        ranking.answerBy((request, response) -> ranking.record(request)
                .flatMap(body -> response.status(504).send().then()));

        assertThat(post("00-" + failing + "-" + CALLER + "-01").statusCode()).isEqualTo(504);

        await().atMost(RunningGateway.PATIENCE)
                .untilAsserted(() -> assertThat(spans.of(failing)).hasSize(2));
        assertThat(attribute(of(failing, SpanKind.SERVER), "outrank.outcome")).isEqualTo("dependency");
    }

    @Test
    void tracesNoneOfThoseWhoAskWhetherItIsWell() throws Exception {
        gateway.manage("/actuator/health");
        gateway.manage("/actuator/prometheus");
        gateway.post(PATH, "{}");
        String[] later = traceparent().split("-", -1);
        await().atMost(RunningGateway.PATIENCE)
                .untilAsserted(() -> assertThat(spans.of(later[1])).hasSize(2));

        assertThat(spans.all())
                .noneMatch(span -> String.valueOf(span.getAttributes()).contains("/actuator"));
    }

    private HttpResponse<String> post(String traceparent) throws Exception {
        return gateway.send(PATH, request -> request.header("traceparent", traceparent)
                .POST(HttpRequest.BodyPublishers.ofString("{}")));
    }

    private String traceparent() {
        return Objects.requireNonNull(ranking.received().getLast().headers().get("traceparent"));
    }

    private SpanData of(String trace, SpanKind kind) {
        return spans.of(trace).stream()
                .filter(span -> span.getKind() == kind)
                .findFirst()
                .orElseThrow();
    }

    private static String attribute(SpanData span, String key) {
        return String.valueOf(span.getAttributes().get(AttributeKey.stringKey(key)));
    }
}
