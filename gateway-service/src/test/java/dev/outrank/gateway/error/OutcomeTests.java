package dev.outrank.gateway.error;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrank.bundle.failure.CallerException;
import dev.outrank.bundle.failure.DependencyException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.web.server.ResponseStatusException;

final class OutcomeTests {

    @ParameterizedTest
    @CsvSource({
        "200, OK",
        "400, CALLER",
        "404, CALLER",
        "429, CALLER",
        "500, INTERNAL",
        "502, DEPENDENCY",
        "503, DEPENDENCY",
        "504, DEPENDENCY"
    })
    void tellsAnswersByTheirStatus(int status, Outcome outcome) {
        assertThat(Outcome.ofAnswer(HttpStatusCode.valueOf(status), new HttpHeaders()))
                .isEqualTo(outcome);
    }

    @Test
    void tellsAShortageByTheTimeAfterWhichToTryAgain() {
        HttpHeaders headers = new HttpHeaders();
        headers.set(HttpHeaders.RETRY_AFTER, "1");

        assertThat(Outcome.ofAnswer(HttpStatus.SERVICE_UNAVAILABLE, headers)).isEqualTo(Outcome.CAPACITY);
    }

    @Test
    void knowsDegradedAnswersByRankingsHeader() {
        HttpHeaders headers = new HttpHeaders();
        headers.set("Outrank-Degraded", "true");

        assertThat(Outcome.ofAnswer(HttpStatus.OK, headers)).isEqualTo(Outcome.DEGRADED);
    }

    @Test
    void tellsFailuresByTheirCategory() {
        assertThat(Outcome.ofFailure(new CallerException("any"))).isEqualTo(Outcome.CALLER);
        assertThat(Outcome.ofFailure(new DependencyException("any"))).isEqualTo(Outcome.DEPENDENCY);
        assertThat(Outcome.ofFailure(new ResponseStatusException(HttpStatus.NOT_FOUND)))
                .isEqualTo(Outcome.CALLER);
        assertThat(Outcome.ofFailure(new IllegalStateException("any"))).isEqualTo(Outcome.INTERNAL);
    }
}
