package dev.outrank.gateway.replica;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrank.replica.CallPermission;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;

/** How an end of a call counts. */
final class ReplicaCallTests {

    private final Instances instances = new Instances(1);
    private final Replica replica = instances.replicas.found(instances.found).getFirst();
    private final CircuitBreaker breaker =
            instances.breakers.breaker(replica.health().name());

    private void endAfter(Duration elapsed, Consumer<ReplicaCall> end) {
        MockServerWebExchange exchange = MockServerWebExchange.from(MockServerHttpRequest.get("/v2"));
        CallPermission permission =
                replica.health().tryBegin(Duration.ofSeconds(1).toNanos());
        ReplicaCall.begun(Objects.requireNonNull(permission), exchange.getAttributes());
        instances.clock.addAndGet(elapsed.toNanos());
        ReplicaCall.ifAny(exchange, end);
        assertThat(replica.health().outstanding()).isZero();
    }

    private int failures() {
        return breaker.getMetrics().getNumberOfFailedCalls();
    }

    @ParameterizedTest
    @CsvSource({
        "POST,200,,0",
        "POST,400,,0",
        "POST,422,,0",
        "POST,429,,0",
        "POST,503,1,0",
        "GET,503,,0",
        "POST,503,,0",
        "POST,500,,1",
        "GET,500,,1",
        "POST,502,,1"
    })
    void countsAnAnswerByItsStatus(HttpMethod method, int status, @Nullable String retryAfter, int failures) {
        HttpHeaders headers = new HttpHeaders();
        if (retryAfter != null) {
            headers.set("Retry-After", retryAfter);
        }

        endAfter(Duration.ofMillis(5), call -> call.answered(method, HttpStatusCode.valueOf(status), headers));

        assertThat(failures()).isEqualTo(failures);
    }

    /** What a call takes there is part of the choice; a refusal counts as a long one. */
    @Test
    void holdsARefusalAgainstTheReplicaUnlessTheCallerWasInAHurry() {
        HttpHeaders headers = new HttpHeaders();
        headers.set("Retry-After", "1");
        Consumer<ReplicaCall> refused = call -> call.answered(HttpMethod.POST, HttpStatusCode.valueOf(503), headers);
        endAfter(
                Duration.ofMillis(1),
                call -> call.answered(HttpMethod.POST, HttpStatusCode.valueOf(200), new HttpHeaders()));
        double before = replica.health().cost();

        headers.set("Outrank-Refusal", "time");
        endAfter(Duration.ofMillis(1), refused);
        assertThat(replica.health().cost()).isLessThanOrEqualTo(before);

        headers.remove("Outrank-Refusal");
        endAfter(Duration.ofMillis(1), refused);
        assertThat(replica.health().cost()).isGreaterThan(before);
    }

    @Test
    void blamesTheReplicaThatLetsATimePassAndNotTheOneThatSaysItsTimeIsUp() {
        Consumer<ReplicaCall> late =
                call -> call.answered(HttpMethod.POST, HttpStatusCode.valueOf(504), new HttpHeaders());
        endAfter(Duration.ofMillis(5), late);
        endAfter(Duration.ofMillis(5), ReplicaCall::abandoned);
        assertThat(failures()).isZero();

        endAfter(Duration.ofMillis(990), late);
        assertThat(failures()).isZero();

        endAfter(Duration.ofMillis(990), ReplicaCall::abandoned);
        assertThat(failures()).isEqualTo(1);
    }

    @Test
    void countsBrokenAndRefusedConnectionsAndNotThoseThatWereNotFree() {
        endAfter(Duration.ZERO, call -> call.broke(new TimeoutException()));
        endAfter(Duration.ZERO, call -> call.broke(new IllegalStateException()));
        endAfter(Duration.ZERO, ReplicaCall::released);
        assertThat(failures()).isZero();

        endAfter(Duration.ZERO, call -> call.broke(new IOException()));
        assertThat(failures()).isEqualTo(1);
        endAfter(Duration.ZERO, call -> call.broke(new ConnectException()));
        assertThat(failures()).isEqualTo(2);
    }
}
