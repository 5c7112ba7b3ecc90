package dev.outrank.gateway.timing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrank.bundle.failure.DependencyException;
import dev.outrank.gateway.error.AnswerClaim;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** Each request is recorded once, however it ends. */
final class RequestTimeFilterTests {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String RANK = "/v1/models/clicks:rank";

    private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 1_000_000);
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final RequestTimeFilter filter = new RequestTimeFilter(new RequestMeters(meters), "/actuator", clock::get);

    private Mono<Void> request(HttpMethod method, String path, WebFilterChain chain) {
        return filter.filter(MockServerWebExchange.from(MockServerHttpRequest.method(method, path)), exchange -> {
            clock.addAndGet(Duration.ofMillis(5).toNanos());
            return chain.filter(exchange);
        });
    }

    private WebFilterChain answering(HttpStatus status, String... headers) {
        return exchange -> {
            exchange.getResponse().setStatusCode(status);
            HttpHeaders answer = exchange.getResponse().getHeaders();
            for (int i = 0; i < headers.length; i += 2) {
                answer.set(headers[i], headers[i + 1]);
            }
            return exchange.getResponse().setComplete();
        };
    }

    private void rank(HttpStatus status, String... headers) {
        StepVerifier.create(request(HttpMethod.POST, RANK, answering(status, headers)))
                .expectComplete()
                .verify(PATIENCE);
    }

    /** Returns the tags of all that was recorded, each with its count. */
    private List<String> recorded() {
        return meters.find("outrank.gateway.request").timers().stream()
                .filter(timer -> timer.count() > 0)
                .map(RequestTimeFilterTests::text)
                .sorted()
                .toList();
    }

    private static String text(Timer timer) {
        return String.join(
                " ",
                timer.getId().getTag("api"),
                timer.getId().getTag("model"),
                timer.getId().getTag("version"),
                timer.getId().getTag("outcome"),
                Long.toString(timer.count()));
    }

    @Test
    void namesModelAndVersionOfAnAnswerAndTakesTheWholeTime() {
        rank(HttpStatus.OK, "Outrank-Model-Version", "7");
        rank(HttpStatus.OK, "Outrank-Model-Version", "7", "Outrank-Degraded", "true");

        assertThat(recorded()).containsExactly("rank clicks 7 degraded 1", "rank clicks 7 ok 1");
        assertThat(meters.get("outrank.gateway.request")
                        .tag("outcome", "ok")
                        .timer()
                        .totalTime(TimeUnit.MILLISECONDS))
                .isEqualTo(5);
    }

    @Test
    void showsFaultsBeforeTheFirst() {
        assertThat(meters.find("outrank.gateway.request").timers().stream().map(RequestTimeFilterTests::text))
                .containsExactlyInAnyOrder(
                        "rank none none capacity 0",
                        "rank none none dependency 0",
                        "rank none none internal 0",
                        "infer none none capacity 0",
                        "infer none none dependency 0",
                        "infer none none internal 0");
    }

    @ParameterizedTest
    @CsvSource({
        "BAD_REQUEST,           , caller",
        "TOO_MANY_REQUESTS,     , caller",
        "SERVICE_UNAVAILABLE,  1, capacity",
        "SERVICE_UNAVAILABLE,   , dependency",
        "BAD_GATEWAY,           , dependency",
        "GATEWAY_TIMEOUT,       , dependency",
        "INTERNAL_SERVER_ERROR, , internal"
    })
    void judgesByTheHeadOfRankingsAnswer(HttpStatus status, String retryAfter, String outcome) {
        rank(status, retryAfter == null ? new String[0] : new String[] {"Retry-After", retryAfter});
        assertThat(recorded()).containsExactly("rank none none " + outcome + " 1");
    }

    @Test
    void namesNoModelBeforeRankingHasAnsweredForIt() {
        rank(HttpStatus.NOT_FOUND);
        assertThat(recorded()).containsExactly("rank none none caller 1");

        rank(HttpStatus.OK);
        rank(HttpStatus.NOT_FOUND);
        assertThat(recorded())
                .containsExactly("rank clicks none caller 1", "rank clicks none ok 1", "rank none none caller 1");
    }

    @Test
    void namesAtMostAHundredModels() {
        IntStream.range(0, 120).forEach(model -> StepVerifier.create(
                        request(HttpMethod.POST, "/v1/models/m" + model + ":rank", answering(HttpStatus.OK)))
                .expectComplete()
                .verify(PATIENCE));
        assertThat(recorded()).hasSize(101).contains("rank m99 none ok 1", "rank none none ok 20");
    }

    @Test
    void countsAFailureByItsCategory() {
        StepVerifier.create(request(HttpMethod.POST, RANK, exchange -> Mono.error(new DependencyException("lost"))))
                .expectError(DependencyException.class)
                .verify(PATIENCE);
        StepVerifier.create(request(HttpMethod.POST, RANK, exchange -> Mono.error(new IllegalStateException())))
                .expectError(IllegalStateException.class)
                .verify(PATIENCE);

        assertThat(recorded()).containsExactly("rank none none dependency 1", "rank none none internal 1");
    }

    @Test
    void countsACallerThatLeavesOnce() {
        StepVerifier.create(request(HttpMethod.POST, RANK, exchange -> Mono.never()))
                .thenCancel()
                .verify(PATIENCE);

        assertThat(recorded()).containsExactly("rank none none cancelled 1");
    }

    @Test
    void countsACallerThatClosesItsConnectionBehindTheAnswerAsAnswered() {
        StepVerifier.create(request(HttpMethod.POST, RANK, exchange -> {
                    exchange.getResponse().setStatusCode(HttpStatus.OK);
                    AnswerClaim.attachTo(exchange).written();
                    return Mono.never();
                }))
                .thenCancel()
                .verify(PATIENCE);

        assertThat(recorded()).containsExactly("rank clicks none ok 1");
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /v2/models/clicks/infer, infer",
        "POST, /v2/models/clicks/versions/3/infer, infer",
        "POST, /v1/models/clicks/versions/3:rank, rank",
        "GET,  /v2/models/clicks/ready, other",
        "GET,  /v1/models/clicks:rank, other"
    })
    void tellsTheApisApart(HttpMethod method, String path, String api) {
        StepVerifier.create(request(method, path, answering(HttpStatus.OK)))
                .expectComplete()
                .verify(PATIENCE);
        assertThat(recorded()).containsExactly(api + " clicks none ok 1");
    }

    @ParameterizedTest
    @CsvSource({"/actuator", "/actuator/prometheus", "/readyz"})
    void leavesTheActuatorOut(String path) {
        StepVerifier.create(request(HttpMethod.GET, path, answering(HttpStatus.OK)))
                .expectComplete()
                .verify(PATIENCE);
        assertThat(recorded()).isEmpty();
    }
}
