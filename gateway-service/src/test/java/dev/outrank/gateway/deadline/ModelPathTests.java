package dev.outrank.gateway.deadline;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.server.PathContainer;

final class ModelPathTests {

    @ParameterizedTest
    @CsvSource({
        "/v2/models/clicks,clicks",
        "/v2/models/clicks/infer,clicks",
        "/v2/models/clicks/versions/7/infer,clicks",
        "/v2/models/a%2Fb%20c/ready,a/b c",
        "/v2/models/a:b/infer,a:b",
        "/v1/models/clicks:rank,clicks",
        "/v1/models/a:b:rank,a:b",
        "/v1/models/clicks/versions/7:rank,clicks",
        "/v2,",
        "/v2/models,",
        "/v2/models/,",
        "/v2/health/ready,",
        "//models/clicks,",
        "/v3/models/clicks,",
        "/,"
    })
    void namesTheModel(String path, @Nullable String model) {
        assertThat(ModelPath.model(PathContainer.parsePath(path))).isEqualTo(model);
    }
}
