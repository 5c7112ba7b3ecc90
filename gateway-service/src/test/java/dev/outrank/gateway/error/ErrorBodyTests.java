package dev.outrank.gateway.error;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ErrorBodyTests {

    @ParameterizedTest
    @CsvSource({
        "/v2,OPEN_INFERENCE",
        "/v2/,OPEN_INFERENCE",
        "/v2/models/m/infer,OPEN_INFERENCE",
        "/v1/models/m:rank,PROBLEM",
        "/v20,PROBLEM",
        "/,PROBLEM",
        "/x/v2/,PROBLEM"
    })
    void takesItsShapeFromThePath(String path, ErrorBody shape) {
        assertThat(ErrorBody.forPath(path)).isEqualTo(shape);
    }
}
