package dev.outrank.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** Requests go where they are answered soonest, and nowhere else. */
final class SpreadIT {

    private FakeRanking one;
    private FakeRanking other;

    @BeforeEach
    void start() {
        one = FakeRanking.start();
        other = FakeRanking.start();
    }

    @AfterEach
    void stop() {
        one.close();
        other.close();
    }

    /** Sends so many requests of which a few are always under way, and expects an answer to each. */
    private static void send(RunningGateway gateway, int requests) throws Exception {
        int atATime = 4;
        for (int sent = 0; sent < requests; sent += atATime) {
            List<CompletableFuture<Integer>> answers = new ArrayList<>();
            for (int i = 0; i < atATime; i++) {
                answers.add(gateway.postLater("/v2/models/m/infer", "{}"));
            }
            for (CompletableFuture<Integer> answer : answers) {
                assertThat(answer.get()).isEqualTo(200);
            }
        }
    }

    private static void restartCounting(FakeRanking... rankings) {
        for (FakeRanking ranking : rankings) {
            ranking.heads().clear();
            ranking.received().clear();
        }
    }

    @Test
    void asksTheReplicaThatHasFewerRequestsUnderWay() throws Exception {
        Sinks.Empty<Void> release = Sinks.empty();
        FakeRanking.Script hold = (request, response) -> release.asMono().then(response.send());
        one.answerBy(hold);
        other.answerBy(hold);
        try (RunningGateway gateway = RunningGateway.start(List.of(one.port(), other.port()))) {
            CompletableFuture<Integer> first = gateway.postLater("/v2/models/m/infer", "{}");
            await().atMost(RunningGateway.PATIENCE)
                    .until(() -> one.heads().size() + other.heads().size() == 1);
            CompletableFuture<Integer> second = gateway.postLater("/v2/models/m/infer", "{}");

            await().atMost(RunningGateway.PATIENCE)
                    .until(() -> one.heads().size() == 1 && other.heads().size() == 1);
            release.tryEmitEmpty().orThrow();
            assertThat(first.get()).isEqualTo(200);
            assertThat(second.get()).isEqualTo(200);
        }
    }

    @Test
    void asksASlowReplicaLess() throws Exception {
        try (RunningGateway gateway = RunningGateway.start(List.of(one.port(), other.port()))) {
            send(gateway, 40);
            other.answerBy((request, response) ->
                    Mono.delay(Duration.ofMillis(200)).then(Mono.from(other.echo(request, response))));
            restartCounting(one, other);

            send(gateway, 200);

            assertThat(other.heads().size()).isLessThan(one.heads().size() / 2);
        }
    }

    @Test
    void leavesAReplicaThatIsSlowerThanTheOthersAloneAndTakesItBack() throws Exception {
        try (RunningGateway gateway = RunningGateway.start(
                List.of(one.port(), other.port()),
                "outrank.gateway.replicas.ejection.slow-at-least=100ms",
                "outrank.gateway.replicas.ejection.minimum-calls=1",
                "outrank.gateway.replicas.ejection.first=1s")) {
            other.answerBy((request, response) ->
                    Mono.delay(Duration.ofMillis(500)).then(Mono.from(other.echo(request, response))));
            await().atMost(RunningGateway.PATIENCE).untilAsserted(() -> {
                send(gateway, 16);
                assertThat(gateway.manage("/actuator/prometheus").body())
                        .containsPattern("outrank_gateway_replica_ejections_total\\{.*service=\"ranking\".*} [1-9]");
            });
            other.answerBy(other::echo);

            await().atMost(RunningGateway.PATIENCE).untilAsserted(() -> {
                send(gateway, 8);
                assertThat(gateway.manage("/actuator/health").body()).doesNotContain("EJECTED", "ON_TRIAL");
            });
        }
    }

    @Test
    void asksAReplicaThatDrainsNoMoreAndTakesItBack() throws Exception {
        try (RunningGateway gateway = RunningGateway.start(List.of(one.port(), other.port()))) {
            send(gateway, 8);
            other.sayReady(false);
            await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> assertThat(
                            gateway.manage("/actuator/health").body())
                    .contains("\"127.0.0.1:" + other.port() + "\":{\"ready\":false"));
            restartCounting(one, other);

            send(gateway, 40);
            assertThat(other.heads()).isEmpty();
            assertThat(one.heads()).hasSize(40);

            other.sayReady(true);
            await().atMost(RunningGateway.PATIENCE).untilAsserted(() -> {
                send(gateway, 8);
                assertThat(other.heads()).isNotEmpty();
            });
        }
    }

    @Test
    void asksAllReplicasWhenNoneSaysThatItIsReady() throws Exception {
        one.sayReady(false);
        other.sayReady(false);
        try (RunningGateway gateway = RunningGateway.start(List.of(one.port(), other.port()))) {
            send(gateway, 8);

            assertThat(one.heads().size() + other.heads().size()).isEqualTo(8);
        }
    }

    @Test
    void findsANewReplicaWithinFiveSecondsOnceItIsReady() throws Exception {
        FakeDiscovery discovery = new FakeDiscovery(one);
        try (RunningGateway gateway = RunningGateway.startWith(discovery)) {
            send(gateway, 8);
            assertThat(one.heads()).hasSize(8);

            discovery.add(other);

            await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> {
                send(gateway, 8);
                assertThat(other.heads()).isNotEmpty();
            });
        }
    }

    @Test
    void keepsAwayFromAReplicaThatFailsEachRequest() throws Exception {
        other.answerBy((request, response) -> response.status(500).send());
        // Few calls decide: failures make a replica dear, so that it has few.
        try (RunningGateway gateway = RunningGateway.start(
                List.of(one.port(), other.port()),
                "outrank.gateway.replicas.breaker.window=2",
                "outrank.gateway.replicas.breaker.minimum-calls=2",
                "outrank.gateway.replicas.breaker.open=1h")) {
            await().atMost(RunningGateway.PATIENCE).untilAsserted(() -> {
                gateway.post("/v2/models/m/infer", "{}");
                assertThat(gateway.manage("/actuator/health").body()).contains("\"breaker\":\"OPEN\"");
            });
            restartCounting(one, other);

            send(gateway, 20);

            assertThat(other.heads()).isEmpty();
        }
    }
}
