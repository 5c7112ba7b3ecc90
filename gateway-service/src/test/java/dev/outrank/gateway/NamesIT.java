package dev.outrank.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** Replicas of ranking that are found by their name. */
final class NamesIT {

    private static final String PATH = "/v2/models/clicks";

    @Test
    void asksTheAddressesOfTheName() {
        try (FakeRanking named = FakeRanking.start();
                FakeRanking listed = FakeRanking.start();
                RunningGateway gateway = RunningGateway.start(
                        java.util.List.of(listed.port()),
                        "outrank.gateway.discovery.dns.host=localhost",
                        "outrank.gateway.discovery.dns.port=" + named.port())) {
            named.answerBy((request, response) -> response.sendString(Mono.just("named")));
            listed.answerBy((request, response) -> response.sendString(Mono.just("listed")));

            await().atMost(RunningGateway.PATIENCE)
                    .untilAsserted(() -> assertThat(gateway.get(PATH).body()).isEqualTo("named"));
        }
    }
}
