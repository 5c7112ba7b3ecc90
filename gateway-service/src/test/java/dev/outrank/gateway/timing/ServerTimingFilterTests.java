package dev.outrank.gateway.timing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;

final class ServerTimingFilterTests {

    private final AtomicLong clock = new AtomicLong();
    private final GatewayTime time = GatewayTime.startingNow(clock::get);
    private final HttpHeaders headers = new HttpHeaders();

    @Test
    void joinsItsOwnAndTheStagesOfSeveralHeadersIntoOne() {
        headers.addAll(
                "Server-Timing", List.of("decode;dur=0.25", "shard.pool;dur=1;desc=\"embedding-0\", total;dur=2"));
        clock.set(12_345_678);

        ServerTimingFilter.prepend(headers, time);

        assertThat(headers.get("Server-Timing"))
                .containsExactly(
                        "gateway;dur=12.346, decode;dur=0.25, shard.pool;dur=1;desc=\"embedding-0\", total;dur=2");
    }

    @Test
    void putsTheNetworkBetweenWhereRankingSaysWhatItTook() {
        headers.add("Server-Timing", "total;dur=2");
        clock.set(Duration.ofMillis(5).toNanos());
        time.answeredSince(Duration.ofMillis(1).toNanos(), Duration.ofMillis(3).toNanos());

        ServerTimingFilter.prepend(headers, time);

        assertThat(headers.get("Server-Timing"))
                .containsExactly("gateway;dur=1.000, gateway.network;dur=1.000, total;dur=2");
    }

    @Test
    void standsAloneWhenNothingElseIsReported() {
        ServerTimingFilter.prepend(headers, time);

        assertThat(headers.get("Server-Timing")).containsExactly("gateway;dur=0.000");
    }
}
