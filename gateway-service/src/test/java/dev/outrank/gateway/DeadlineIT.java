package dev.outrank.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The deadline from its arrival to the 504. */
final class DeadlineIT {

    private static final FakeRanking RANKING = FakeRanking.start();
    private static RunningGateway gateway;

    @BeforeAll
    static void start() {
        gateway = RunningGateway.start(
                List.of(RANKING.port()),
                "outrank.gateway.deadline.default-timeout=20s",
                "outrank.gateway.deadline.max-timeout=30s",
                "outrank.gateway.deadline.margin=1s",
                "outrank.gateway.deadline.models.patient=25s",
                "outrank.gateway.deadline.models.hasty=10s");
    }

    @AfterAll
    static void stop() {
        gateway.close();
        RANKING.close();
    }

    @BeforeEach
    void forgetAfterWarmingUp() throws Exception {
        RANKING.forgetAndEcho();
        // So that a test's budget is not spent on loading classes.
        assertThat(gateway.post("/v2", "{}").statusCode()).isEqualTo(200);
        RANKING.forgetAndEcho();
    }

    private static HttpResponse<String> ask(String path, String timeout) throws Exception {
        return gateway.send(path, request -> request.header("X-Request-Timeout-Ms", timeout)
                .POST(HttpRequest.BodyPublishers.ofString("{}")));
    }

    private static long forwardedMillis() {
        return Long.parseLong(RANKING.received().getLast().headers().get("X-Request-Timeout-Ms"));
    }

    @Test
    void forwardsWhatIsLeftLessTheMarginWhenTheCallerSaysHowLongItWaits() throws Exception {
        assertThat(ask("/v2/models/m/infer", "15000").statusCode()).isEqualTo(200);

        assertThat(forwardedMillis()).isPositive().isLessThanOrEqualTo(14_000);
    }

    @Test
    void forwardsTheDefaultWhenTheCallerDoesNotSay() throws Exception {
        gateway.post("/v2/models/m/infer", "{}");

        assertThat(forwardedMillis()).isPositive().isLessThanOrEqualTo(19_000);
    }

    @Test
    void forwardsTheModelsDefaultWhenTheCallerDoesNotSay() throws Exception {
        gateway.post("/v2/models/hasty/infer", "{}");
        assertThat(forwardedMillis()).isPositive().isLessThanOrEqualTo(9_000);

        gateway.post("/v1/models/patient/versions/3:rank", "{}");
        assertThat(forwardedMillis()).isGreaterThan(19_000).isLessThanOrEqualTo(24_000);
    }

    @Test
    void forwardsTheMaximumWhenTheCallerWantsMore() throws Exception {
        ask("/v2/models/m/infer", "9000000000");

        assertThat(forwardedMillis()).isGreaterThan(15_000).isLessThanOrEqualTo(29_000);
    }

    @Test
    void answers504AndHangsUpOnRankingWhenTimeIsUp() throws Exception {
        AtomicInteger cancelled = new AtomicInteger();
        RANKING.answerBy((request, response) -> Mono.<Void>never().doOnCancel(cancelled::incrementAndGet));

        HttpResponse<String> infer = ask("/v2/models/m/infer", "2000");
        HttpResponse<String> rank = ask("/v1/models/m:rank", "2000");

        assertThat(infer.statusCode()).isEqualTo(504);
        assertThat(infer.body())
                .isEqualTo("{\"error\":\"deadline: no answer within 2000 ms "
                        + "(expected: an answer, or a larger X-Request-Timeout-Ms)\"}");
        assertThat(rank.statusCode()).isEqualTo(504);
        assertThat(rank.body()).contains("\"title\":\"Deadline exceeded\"").contains("\"status\":504");
        await().atMost(RunningGateway.PATIENCE)
                .untilAsserted(() -> assertThat(cancelled).hasValue(2));
    }

    @Test
    void breaksTheAnswerOffWhenTimeIsUpInItsMiddle() throws Exception {
        RANKING.answerBy((request, response) ->
                FakeRanking.flushing(response, Flux.just("half").concatWith(Mono.never())));

        try (RawConnection client = new RawConnection(gateway.port())) {
            client.writeHead("GET /v2/models/m HTTP/1.1", "Host: h", "X-Request-Timeout-Ms: 2000");
            String answer = client.readToEnd();

            assertThat(answer).startsWith("HTTP/1.1 200").contains("half").doesNotContain("\r\n0\r\n\r\n");
        }
    }

    @Test
    void refusesATimeoutThatIsNotANumber() throws Exception {
        HttpResponse<String> answer = ask("/v1/models/m:rank", "soon");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("X-Request-Timeout-Ms: soon (expected: a whole number of milliseconds > 0)");
        assertThat(RANKING.heads()).isEmpty();
    }
}
