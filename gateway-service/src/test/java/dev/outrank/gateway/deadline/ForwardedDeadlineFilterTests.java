package dev.outrank.gateway.deadline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
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
        return new ForwardedDeadlineFilter()
                .filter(
                        exchange,
                        next -> Mono.fromRunnable(() ->
                                forwarded.set(next.getRequest().getHeaders().getFirst("X-Request-Timeout-Ms"))));
    }

    @Test
    void forwardsTheRestInWholeMillisecondsWhenSomeTimeIsSpent() {
        StepVerifier.create(forwardAfter(Duration.ofNanos(30_400_000)))
                .expectComplete()
                .verify(Duration.ofSeconds(5));

        assertThat(forwarded).hasValue("69");
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
