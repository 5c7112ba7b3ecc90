package dev.outrank.gateway.timing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;

final class ServerTimingFilterTests {

    @Test
    void joinsStagesOfSeveralHeadersAndItsOwnIntoOne() {
        HttpHeaders headers = new HttpHeaders();
        headers.addAll(
                "Server-Timing", List.of("decode;dur=0.25", "shard.pool;dur=1;desc=\"embedding-0\", encode;dur=2"));

        ServerTimingFilter.append(headers, 12_345_678);

        assertThat(headers.get("Server-Timing"))
                .containsExactly(
                        "decode;dur=0.25, shard.pool;dur=1;desc=\"embedding-0\", encode;dur=2, gateway;dur=12.346");
    }

    @Test
    void standsAloneWhenNothingElseIsReported() {
        HttpHeaders headers = new HttpHeaders();

        ServerTimingFilter.append(headers, 0);

        assertThat(headers.get("Server-Timing")).containsExactly("gateway;dur=0.000");
    }
}
