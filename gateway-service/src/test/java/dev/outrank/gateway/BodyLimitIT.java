package dev.outrank.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Large bodies are refused, whether they say so or not. */
final class BodyLimitIT {

    private static final int LIMIT = 1000;
    private static final String[] CHUNKED = {"POST /v1/models/m:rank HTTP/1.1", "Host: h", "Transfer-Encoding: chunked"
    };

    /** Head and body in one write: a client that has not sent all when the gateway hangs up may miss the answer. */
    private static final String TOO_LARGE =
            "POST /v2/models/m/infer HTTP/1.1\r\nHost: h\r\nContent-Length: 1001\r\n\r\n" + "x".repeat(LIMIT + 1);

    private static final FakeRanking RANKING = FakeRanking.start();
    private static RunningGateway gateway;

    @BeforeAll
    static void start() {
        gateway = RunningGateway.start(List.of(RANKING.port()), "outrank.gateway.body.max-size=" + LIMIT + "B");
    }

    @AfterAll
    static void stop() {
        gateway.close();
        RANKING.close();
    }

    @BeforeEach
    void forget() {
        RANKING.forgetAndEcho();
    }

    @Test
    void letsABodyPassWhenItIsExactlyAsLargeAsTheLimit() throws Exception {
        assertThat(gateway.post("/v2/models/m/infer", "x".repeat(LIMIT)).statusCode())
                .isEqualTo(200);

        try (RawConnection client = new RawConnection(gateway.port())) {
            client.writeHead(CHUNKED).writeChunk("x".repeat(LIMIT)).write("0\r\n\r\n");
            assertThat(client.readUntil("x".repeat(LIMIT))).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void refusesADeclaredLengthBeforeTheBodyIsSent() throws Exception {
        try (RawConnection client = new RawConnection(gateway.port())) {
            client.writeHead("POST /v2/models/m/infer HTTP/1.1", "Host: h", "Content-Length: 1001");

            assertThat(client.readUntil("}"))
                    .startsWith("HTTP/1.1 413")
                    .contains("{\"error\":\"Content-Length: 1001 bytes (expected: at most 1000)\"}");
        }
        assertThat(RANKING.heads()).isEmpty();
    }

    @Test
    void refusesABodyThatIsSentAlthoughItsDeclaredLengthIsTooLarge() throws Exception {
        try (RawConnection client = new RawConnection(gateway.port())) {
            client.write(TOO_LARGE);

            assertThat(client.readUntil("}")).startsWith("HTTP/1.1 413");
        }
    }

    @Test
    void refusesAChunkedBodyAtTheByteThatIsTooMany() throws Exception {
        AtomicInteger broken = new AtomicInteger();
        RANKING.answerBy((request, response) ->
                request.receive().doOnError(reset -> broken.incrementAndGet()).then());

        try (RawConnection client = new RawConnection(gateway.port())) {
            client.writeHead(CHUNKED).writeChunk("x".repeat(LIMIT));
            await().atMost(RunningGateway.PATIENCE)
                    .untilAsserted(() -> assertThat(RANKING.heads()).hasSize(1));
            client.writeChunk("y");

            assertThat(client.readToEnd())
                    .startsWith("HTTP/1.1 413")
                    .contains("application/problem+json")
                    .contains("\"detail\":\"body: more than 1000 bytes (expected: at most 1000)\"");
        }
        assertThat(RANKING.received()).isEmpty();
        await().atMost(RunningGateway.PATIENCE)
                .untilAsserted(() -> assertThat(broken).hasValue(1));
    }

    @Test
    void servesTheNextRequestWhenOneWasRefused() throws Exception {
        try (RawConnection client = new RawConnection(gateway.port())) {
            client.write(TOO_LARGE).readUntil("}");
        }

        assertThat(gateway.post("/v2/models/m/infer", "{}").statusCode()).isEqualTo(200);
    }
}
