package dev.outrank.gateway.deadline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

final class ForwardedDeadlineFilterTests {

    private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 1_000_000);
    private final ServerWebExchange exchange =
            MockServerWebExchange.from(MockServerHttpRequest.get("/v2").header("X-Request-Timeout-Ms", "100"));
    private final AtomicReference<String> forwarded = new AtomicReference<>();

    private Mono<Void> forwardAfter(Duration spent) {
        Deadline.after(Duration.ofMillis(100), clock::get).attachTo(exchange);
        clock.addAndGet(spent.toNanos());
        return new ForwardedDeadlineFilter(Duration.ofMillis(2))
                .filter(
                        exchange,
                        next -> Mono.fromRunnable(() ->
                                forwarded.set(next.getRequest().getHeaders().getFirst("X-Request-Timeout-Ms"))));
    }

    @Test
    void forwardsTheRestLessTheMarginInWholeMillisecondsWhenSomeTimeIsSpent() {
        StepVerifier.create(forwardAfter(Duration.ofNanos(30_400_000)))
                .expectComplete()
                .verify(Duration.ofSeconds(5));

        assertThat(forwarded).hasValue("67");
    }

    @ParameterizedTest
    @CsvSource({
        "PT5S,     PT0.02S, 4980",
        "PT0.201S, PT0.02S, 181",
        "PT0.2S,   PT0.02S, 180",
        "PT0.1S,   PT0.02S, 90",
        "PT0.01S,  PT0.02S, 9",
        "PT0.002S, PT0.02S, 1",
        "PT0.001S, PT0.02S, 1",
        "PT0.001S, PT0S,    1",
        "PT0.05S,  PT0S,    50",
        "PT1M,     PT1H,    54000"
    })
    void keepsTheMarginBackButNeverMoreThanATenthNorTheLastMillisecond(
            Duration remaining, Duration margin, long forwardedMillis) {
        assertThat(ForwardedDeadlineFilter.forwardedMillis(remaining, margin)).isEqualTo(forwardedMillis);
    }

    @Test
    void forwardsNothingWhenLessThanAMillisecondIsLeft() {
        StepVerifier.create(forwardAfter(Duration.ofNanos(99_000_001)))
                .expectError(DeadlineExceededException.class)
                .verify(Duration.ofSeconds(5));

        assertThat(forwarded).hasValue(null);
    }

    @Test
    void neverForwardsANegativeRestWhenTimeIsLongUp() {
        StepVerifier.create(forwardAfter(Duration.ofHours(1)))
                .expectError(DeadlineExceededException.class)
                .verify(Duration.ofSeconds(5));
    }
}
