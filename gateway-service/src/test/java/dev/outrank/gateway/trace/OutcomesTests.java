package dev.outrank.gateway.trace;

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

final class OutcomesTests {

    @ParameterizedTest
    @CsvSource({
        "200, ok",
        "400, caller",
        "404, caller",
        "429, capacity",
        "500, internal",
        "502, dependency",
        "503, dependency",
        "504, dependency"
    })
    void tellsAnswersByTheirStatus(int status, String outcome) {
        assertThat(Outcomes.of(HttpStatusCode.valueOf(status), new HttpHeaders()))
                .isEqualTo(outcome);
    }

    @Test
    void tellsAShortageByTheTimeAfterWhichToTryAgain() {
        HttpHeaders headers = new HttpHeaders();
        headers.set(HttpHeaders.RETRY_AFTER, "1");

        assertThat(Outcomes.of(HttpStatus.SERVICE_UNAVAILABLE, headers)).isEqualTo("capacity");
    }

    @Test
    void tellsFailuresByTheirCategory() {
        assertThat(Outcomes.of(new CallerException("any"))).isEqualTo("caller");
        assertThat(Outcomes.of(new DependencyException("any"))).isEqualTo("dependency");
        assertThat(Outcomes.of(new ResponseStatusException(HttpStatus.NOT_FOUND)))
                .isEqualTo("caller");
        assertThat(Outcomes.of(new IllegalStateException("any"))).isEqualTo("internal");
    }
}
