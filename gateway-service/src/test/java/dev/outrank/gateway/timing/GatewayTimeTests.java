package dev.outrank.gateway.timing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.ConnectException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** Both filters around a ranking that takes its time, on a clock that only the test moves. */
final class GatewayTimeTests {

    private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 1_000_000);
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final MockServerWebExchange exchange =
            MockServerWebExchange.from(MockServerHttpRequest.post("/v2/models/m/infer"));

    private Mono<Void> spend(long millis) {
        return Mono.fromRunnable(() -> clock.addAndGet(Duration.ofMillis(millis).toNanos()));
    }

    private Mono<Void> attempt(Mono<Void> ranking) {
        return Mono.defer(() -> new RankingTimeFilter().filter(exchange, sent -> ranking));
    }

    private void serve(Mono<Void> work) {
        Mono<Void> served = new RequestTimeFilter(new RequestMeters(meters), "/actuator", clock::get)
                .filter(exchange, known -> new ServerTimingFilter()
                        .filter(
                                known,
                                routed -> work.then(exchange.getResponse().setComplete())));
        StepVerifier.create(served).expectComplete().verify(Duration.ofSeconds(30));
    }

    @Test
    void isTheTimeBeforeSendingAndAfterTheAnswersHead() {
        serve(spend(3).then(attempt(spend(700))).then(spend(4)));

        assertThat(exchange.getResponse().getHeaders().get("Server-Timing")).containsExactly("gateway;dur=7.000");
    }

    @Test
    void isNotTheWayToRankingAndBackWhichIsTheRestOfWhatRankingTook() {
        exchange.getResponse().getHeaders().set("Server-Timing", "queue;dur=1.5, total;dur=600.5");
        serve(spend(3).then(attempt(spend(700))).then(spend(4)));

        assertThat(exchange.getResponse().getHeaders().get("Server-Timing"))
                .containsExactly("gateway;dur=7.000, gateway.network;dur=99.500, queue;dur=1.5, total;dur=600.5");
        assertThat(millis("gateway") + millis("network") + 600.5)
                .as("parts of the wall time")
                .isCloseTo(
                        meters.get("outrank.gateway.request")
                                .tag("outcome", "ok")
                                .timer()
                                .totalTime(TimeUnit.MILLISECONDS),
                        within(0.001));
    }

    private double millis(String stage) {
        return meters.get("outrank.gateway.stage").tag("stage", stage).timer().totalTime(TimeUnit.MILLISECONDS);
    }

    @Test
    void keepsAnAttemptThatReachedNothing() {
        Mono<Void> unreached = attempt(spend(50).then(Mono.error(new ConnectException())));

        serve(spend(1).then(unreached.onErrorResume(failure -> attempt(spend(700)))));

        assertThat(exchange.getResponse().getHeaders().get("Server-Timing")).containsExactly("gateway;dur=51.000");
    }

    @Test
    void isAllTheTimeWhenRankingDoesNotAnswer() {
        serve(attempt(spend(700).then(Mono.error(new ConnectException()))).onErrorComplete());

        assertThat(exchange.getResponse().getHeaders().get("Server-Timing")).containsExactly("gateway;dur=700.000");
    }
}
