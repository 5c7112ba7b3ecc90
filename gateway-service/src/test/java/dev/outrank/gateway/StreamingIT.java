package dev.outrank.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** Bodies are passed on as they come, in both directions. */
final class StreamingIT {

    private static final FakeRanking RANKING = FakeRanking.start();
    private static RunningGateway gateway;

    @BeforeAll
    static void start() {
        gateway = RunningGateway.start(List.of(RANKING.port()), "outrank.gateway.deadline.default-timeout=30s");
    }

    @AfterAll
    static void stop() {
        gateway.close();
        RANKING.close();
    }

    @Test
    void forwardsTheFirstBytesBeforeTheCallerHasSentTheLast() throws Exception {
        BlockingQueue<String> seen = new LinkedBlockingQueue<>();
        RANKING.answerBy((request, response) -> request.receive()
                .asString(StandardCharsets.UTF_8)
                .doOnNext(seen::add)
                .then(Mono.defer(() -> response.sendString(Mono.just("done")).then())));

        try (RawConnection client = new RawConnection(gateway.port())) {
            client.writeHead("POST /v2/models/m/infer HTTP/1.1", "Host: h", "Transfer-Encoding: chunked")
                    .writeChunk("first");
            assertThat(seen.poll(20, TimeUnit.SECONDS)).isEqualTo("first");

            client.writeChunk("last").write("0\r\n\r\n");
            assertThat(seen.poll(20, TimeUnit.SECONDS)).isEqualTo("last");
            assertThat(client.readUntil("done")).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void returnsTheFirstBytesBeforeRankingHasSentTheLast() throws Exception {
        Sinks.Many<String> answer = Sinks.many().unicast().onBackpressureBuffer();
        RANKING.answerBy((request, response) -> FakeRanking.flushing(response, answer.asFlux()));

        try (RawConnection client = new RawConnection(gateway.port())) {
            client.writeHead("GET /v2/models/m HTTP/1.1", "Host: h");
            answer.emitNext("early", Sinks.EmitFailureHandler.busyLooping(Duration.ofSeconds(1)));
            assertThat(client.readUntil("early")).contains("HTTP/1.1 200").endsWith("early");

            answer.emitNext("late", Sinks.EmitFailureHandler.busyLooping(Duration.ofSeconds(1)));
            answer.tryEmitComplete().orThrow();
            assertThat(client.readUntil("0\r\n\r\n")).contains("late");
        }
    }
}
