package dev.outrank.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The request id on its way to ranking and back. */
final class RequestIdIT {

    private static final FakeRanking RANKING = FakeRanking.start();
    private static RunningGateway gateway;

    @BeforeAll
    static void start() {
        gateway = RunningGateway.start(List.of(RANKING.port()));
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

    private static List<String> idsOf(HttpResponse<String> answer) {
        return answer.headers().allValues("X-Request-Id");
    }

    @Test
    void forwardsAndEchoesTheCallersId() throws Exception {
        HttpResponse<String> answer = gateway.send("/v2", request -> request.header("X-Request-Id", "order-66"));

        assertThat(idsOf(answer)).containsExactly("order-66");
        assertThat(RANKING.received().getFirst().headers().getAll("X-Request-Id"))
                .containsExactly("order-66");
    }

    @Test
    void makesAnIdWhenTheCallerBringsNone() throws Exception {
        HttpResponse<String> answer = gateway.get("/v2");

        assertThat(idsOf(answer)).singleElement().satisfies(id -> assertThat(id).matches("[0-9a-f]{32}"));
        assertThat(RANKING.received().getFirst().headers().get("X-Request-Id"))
                .isEqualTo(idsOf(answer).getFirst());
    }

    @Test
    void replacesAnIdThatIsNotFitForALog() throws Exception {
        HttpResponse<String> answer =
                gateway.send("/v2", request -> request.header("X-Request-Id", "<script>alert(1)</script>"));

        assertThat(idsOf(answer)).singleElement().satisfies(id -> assertThat(id).matches("[0-9a-f]{32}"));
    }

    @Test
    void putsTheIdOnErrorsToo() throws Exception {
        HttpResponse<String> answer = gateway.send("/nothing", request -> request.header("X-Request-Id", "lost"));

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(idsOf(answer)).containsExactly("lost");
    }

    @Test
    void answersWithOneIdWhenRankingEchoesItToo() throws Exception {
        RANKING.answerBy((request, response) -> response.header(
                        "X-Request-Id", request.requestHeaders().get("X-Request-Id"))
                .send());

        assertThat(idsOf(gateway.send("/v2", request -> request.header("X-Request-Id", "once"))))
                .containsExactly("once");
    }
}
