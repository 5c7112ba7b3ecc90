package dev.outrank.ranking.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrank.bundle.failure.CallerException;
import dev.outrank.bundle.failure.CapacityException;
import dev.outrank.bundle.failure.DependencyException;
import dev.outrank.bundle.failure.InternalException;
import dev.outrank.lookup.Priority;
import dev.outrank.ranking.compute.TooLittleTimeException;
import dev.outrank.ranking.json.InvalidFieldException;
import dev.outrank.ranking.request.DeadlineExceededException;
import dev.outrank.ranking.request.InvalidInputException;
import dev.outrank.ranking.request.ModelNotReadyException;
import dev.outrank.ranking.request.OverloadedException;
import dev.outrank.ranking.request.PayloadTooLargeException;
import dev.outrank.ranking.request.ShardUnavailableException;
import dev.outrank.ranking.request.UnknownModelException;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.Exceptions;

final class FailuresTests {

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(new CallerException("m"), FailureKind.INVALID_INPUT, 400),
                Arguments.of(new InvalidInputException("m"), FailureKind.INVALID_INPUT, 400),
                Arguments.of(new UnknownModelException("m"), FailureKind.UNKNOWN_MODEL, 404),
                Arguments.of(new UnknownPathException("m"), FailureKind.NOT_FOUND, 404),
                Arguments.of(new WrongMethodException("PUT", "POST"), FailureKind.METHOD_NOT_ALLOWED, 405),
                Arguments.of(new PayloadTooLargeException("m"), FailureKind.PAYLOAD_TOO_LARGE, 413),
                Arguments.of(new UnsupportedBodyException("m"), FailureKind.UNSUPPORTED_MEDIA_TYPE, 415),
                Arguments.of(new CapacityException("m"), FailureKind.OVERLOADED, 503),
                Arguments.of(new RejectedExecutionException("m"), FailureKind.OVERLOADED, 503),
                Arguments.of(new DependencyException("m"), FailureKind.DEPENDENCY_FAILED, 503),
                Arguments.of(new ShardUnavailableException("m"), FailureKind.SHARD_UNAVAILABLE, 503),
                Arguments.of(new ModelNotReadyException("m"), FailureKind.MODEL_NOT_READY, 503),
                Arguments.of(new DeadlineExceededException("m"), FailureKind.DEADLINE_EXCEEDED, 504),
                Arguments.of(new InternalException("m"), FailureKind.INTERNAL, 500),
                Arguments.of(new IllegalStateException("m"), FailureKind.INTERNAL, 500),
                Arguments.of(Exceptions.propagate(new IOException("m")), FailureKind.INTERNAL, 500));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void givesEachFailureItsStatus(Throwable thrown, FailureKind kind, int status) {
        Failure failure = Failures.of(thrown, "r-1");
        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure.kind().status().value()).isEqualTo(status);
    }

    @Test
    void keepsTheFieldOfAnInvalidField() {
        Failure failure = Failures.of(new InvalidFieldException("a[1]", "7 (expected: 8)"), "r-1");
        assertThat(failure.field()).isEqualTo("a[1]");
        assertThat(failure.detail()).isEqualTo("a[1]: 7 (expected: 8)");
    }

    @Test
    void marksTheRefusalOfSomebodyInAHurry() {
        Duration second = Duration.ofSeconds(1);
        Duration little = Duration.ofMillis(200);
        assertThat(Failures.of(new TooLittleTimeException(second, little, Priority.NORMAL, little, second), "r")
                        .headers())
                .containsOnly(Map.entry("Retry-After", "1"), Map.entry("Outrank-Refusal", "time"));
        assertThat(Failures.of(new TooLittleTimeException(second, little, Priority.NORMAL, second, second), "r")
                        .headers())
                .containsOnly(Map.entry("Retry-After", "1"));
    }

    @Test
    void saysWhenToComeBackInWholeSecondsRoundedUp() {
        assertThat(Failures.of(new OverloadedException("m", Duration.ofMillis(1200)), "r")
                        .headers())
                .containsEntry("Retry-After", "2");
        assertThat(Failures.of(new OverloadedException("m", Duration.ZERO), "r").headers())
                .containsEntry("Retry-After", "1");
    }

    @Test
    void hidesWhatAnInternalErrorSays() {
        assertThat(Failures.of(new InternalException("table secrets"), "r-1").detail())
                .contains("r-1")
                .doesNotContain("secrets");
        assertThat(Failures.of(new NullPointerException("secrets"), "r-1").detail())
                .doesNotContain("secrets");
    }

    @ParameterizedTest
    @EnumSource
    void givesEveryKindAStatusOfItsCategory(FailureKind kind) {
        switch (kind.category()) {
            case CALLER -> assertThat(kind.status().is4xxClientError()).isTrue();
            case CAPACITY, DEPENDENCY, INTERNAL ->
                assertThat(kind.status().is5xxServerError()).isTrue();
        }
        assertThat(kind.type()).matches("urn:outrank:problem:[a-z-]+");
    }
}
