package dev.outrank.ranking.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.web.reactive.function.server.ServerRequest;

class ExplainRequestsTests {

    private static ServerRequest request(@Nullable String parameter, @Nullable String header) {
        MockServerHttpRequest.BaseBuilder<?> builder =
                MockServerHttpRequest.post("/" + (parameter == null ? "" : "?explain=" + parameter));
        if (header != null) {
            builder.header("Outrank-Explain", header);
        }
        return ServerRequest.create(MockServerWebExchange.from(builder.build()), List.of());
    }

    @ParameterizedTest
    @CsvSource({
        "true,,true",
        "TRUE,,true",
        "false,,false",
        ",true,true",
        ",False,false",
        ",,false",
        "false,true,false",
        "true,false,true"
    })
    void takesTheParameterBeforeTheHeader(@Nullable String parameter, @Nullable String header, boolean expected) {
        assertThat(ExplainRequests.of(request(parameter, header))).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"maybe", "1", ""})
    void refusesParametersThatMakeNoSense(String wrong) {
        assertThatThrownBy(() -> ExplainRequests.of(request(wrong, null)))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessage("explain: '" + wrong + "' (expected: true or false)");
    }

    @Test
    void refusesHeadersThatMakeNoSense() {
        assertThatThrownBy(() -> ExplainRequests.of(request("true", "yes")))
                .isInstanceOf(InvalidHeaderException.class)
                .hasMessage("Outrank-Explain: 'yes' (expected: true or false)");
    }
}
