package dev.outrank.ranking.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrank.lookup.LookupAnswer;
import dev.outrank.lookup.LookupError;
import dev.outrank.lookup.LookupErrorCode;
import dev.outrank.ranking.request.ShardUnavailableException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

class ShardBreakersTests {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String SHARD = "embedding-0";

    private final AtomicLong nanos = new AtomicLong();
    private final ShardBreakers breakers = new ShardBreakers(
            new BreakerSettings(10, 5, 50, Duration.ofHours(1)), new SimpleMeterRegistry(), nanos::get);

    private void leave(Duration remaining, Duration outstanding) {
        StepVerifier.create(breakers.guard(SHARD, remaining.toNanos(), Flux.<LookupAnswer>never()))
                .expectSubscription()
                .then(() -> nanos.addAndGet(outstanding.toNanos()))
                .thenCancel()
                .verify(PATIENCE);
    }

    @ParameterizedTest
    @CsvSource({"1,1", "20,20", "99,99", "20,60", "1000,500"})
    void doesNotBlameAShardForACallerInAHurry(int remainingMillis, int outstandingMillis) {
        for (int i = 0; i < 20; i++) {
            leave(Duration.ofMillis(remainingMillis), Duration.ofMillis(outstandingMillis));
        }

        assertThat(breakers.state(SHARD)).isEqualTo(State.CLOSED);
    }

    @ParameterizedTest
    @CsvSource({"100,100", "105,100", "20,100", "1000,900"})
    void blamesAShardThatLetsAFairTimePass(int remainingMillis, int outstandingMillis) {
        for (int i = 0; i < 5; i++) {
            leave(Duration.ofMillis(remainingMillis), Duration.ofMillis(outstandingMillis));
        }

        assertThat(breakers.state(SHARD)).isEqualTo(State.OPEN);
    }

    @Test
    void refusesWithoutALookupWhileItIsOpen() {
        for (int i = 0; i < 5; i++) {
            leave(Duration.ofSeconds(1), Duration.ofSeconds(1));
        }

        StepVerifier.create(breakers.guard(SHARD, 1, Flux.error(new AssertionError("looked up"))))
                .expectErrorSatisfies(failure -> assertThat(failure)
                        .isInstanceOf(ShardUnavailableException.class)
                        .hasMessageStartingWith("embedding-0: circuit breaker is open"))
                .verify(PATIENCE);
    }

    @Test
    void letsEventLoopsRecordTogetherWithoutWaiting() {
        CircuitBreaker breaker = breakers.breaker(SHARD);
        LookupAnswer answer = new LookupAnswer.Refused(LookupError.of(LookupErrorCode.OVERLOADED, "busy"));

        Flux<Integer> calls = Flux.range(0, 4).flatMap(loop -> Flux.range(0, 50_000)
                .doOnNext(call -> breakers.permitted(breaker, 1).answered(answer))
                .last()
                .subscribeOn(Schedulers.parallel()));

        StepVerifier.create(calls).expectNextCount(4).expectComplete().verify(PATIENCE);
        assertThat(breaker.getMetrics().getNumberOfSuccessfulCalls()).isEqualTo(10);
    }
}
