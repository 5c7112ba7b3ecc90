package dev.outrank.gateway.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrank.lookup.Priority;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** What of ranking's answers counts as its being full. */
final class AdmissionFilterTests {

    private static final int MOST = 100;

    private final EdgeLimit limit =
            new EdgeLimit(new AdmissionProperties(true, 1, MOST, Duration.ofMinutes(1)), () -> 0, () -> 0);
    private final AdmissionFilter filter = new AdmissionFilter(limit, priority -> {});

    private void answer(HttpStatus status, HttpHeaders headers) {
        MockServerWebExchange exchange = MockServerWebExchange.from(MockServerHttpRequest.post("/v1/models/m:rank"));
        StepVerifier.create(filter.filter(exchange, chained -> answered(chained, status, headers)))
                .expectComplete()
                .verify(Duration.ofSeconds(5));
        assertThat(limit.inFlight()).isZero();
    }

    private static Mono<Void> answered(ServerWebExchange exchange, HttpStatus status, HttpHeaders headers) {
        return Mono.fromRunnable(() -> {
            exchange.getResponse().setStatusCode(status);
            exchange.getResponse().getHeaders().putAll(headers);
        });
    }

    private static HttpHeaders retryAfter() {
        HttpHeaders headers = new HttpHeaders();
        headers.set("Retry-After", "1");
        return headers;
    }

    @Test
    void takesARefusalWithATimeToRetryForFull() {
        answer(HttpStatus.SERVICE_UNAVAILABLE, retryAfter());
        assertThat(limit.limit()).isLessThan(MOST);
    }

    @Test
    void takesALostShardForAnAnswer() {
        answer(HttpStatus.SERVICE_UNAVAILABLE, new HttpHeaders());
        assertThat(limit.limit()).isEqualTo(MOST);
    }

    @Test
    void beginsNoOverloadForSomebodyInAHurry() {
        answer(HttpStatus.SERVICE_UNAVAILABLE, hasty());
        assertThat(limit.limit()).isEqualTo(MOST);
    }

    private static HttpHeaders hasty() {
        HttpHeaders hasty = retryAfter();
        hasty.set("Outrank-Refusal", "time");
        return hasty;
    }

    /** A refusal is quick; as an answer it would have the limit grow just while ranking is full. */
    @Test
    void takesARefusalOfSomebodyInAHurryForNoAnswer() {
        answer(HttpStatus.SERVICE_UNAVAILABLE, retryAfter());
        int before = limit.limit();
        fill(before);
        for (int i = 0; i < 1_000; i++) {
            answer(HttpStatus.SERVICE_UNAVAILABLE, hasty());
        }
        assertThat(limit.limit()).isEqualTo(before);
        for (int i = 0; i < 1_000; i++) {
            answer(HttpStatus.OK, new HttpHeaders());
        }
        assertThat(limit.limit()).isGreaterThan(before);
    }

    /** Has the limit turn somebody away, without which it does not grow. */
    private void fill(int room) {
        int inside = 0;
        try {
            for (; inside <= room; inside++) {
                limit.enter(Priority.NORMAL);
            }
        } catch (GatewayOverloadedException e) {
            assertThat(inside).isPositive();
        }
        for (; inside > 0; inside--) {
            limit.left();
        }
    }
}
