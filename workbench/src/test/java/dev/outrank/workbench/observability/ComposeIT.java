package dev.outrank.workbench.observability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.outrank.workbench.checked.Figures;
import dev.outrank.workbench.checked.GatewayClient;
import dev.outrank.workbench.checked.Outcome;
import dev.outrank.workbench.checked.Phase;
import dev.outrank.workbench.checked.SteadyLoad;
import dev.outrank.workbench.checked.Verdict;
import dev.outrank.workbench.stack.TestStack;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * The stack of {@code docker-compose.yml} in containers, under a steady load of real requests of which each answer is checked: it is scaled, loses a container, and its
 * Prometheus is asked every query of dashboards and rules. Its tests stand on one another, since bringing it up takes minutes.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class ComposeIT {

    private static final Path CLICKS = TestStack.ROOT.resolve("examples/clicks");
    private static final double RATE = 5;
    private static final int WARM = 50;
    private static final Duration BUDGET = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String SCALED = "embedding-0";
    private static final int REPLICAS = 3;

    @SuppressWarnings("NullAway.Init")
    private static ComposeStack stack;

    @SuppressWarnings("NullAway.Init")
    private static HttpClient http;

    @SuppressWarnings("NullAway.Init")
    private static Prometheus prometheus;

    @SuppressWarnings("NullAway.Init")
    private static GatewayClient client;

    @SuppressWarnings("NullAway.Init")
    private static SteadyLoad load;

    @BeforeAll
    static void bringUp() throws InterruptedException {
        String obstacle = DockerCommand.obstacle();
        assumeTrue(obstacle.isEmpty(), obstacle);
        stack = ComposeStack.up();
        http = HttpClient.newHttpClient();
        prometheus = new Prometheus(http, stack.port("prometheus", 9090));
        client = new GatewayClient(List.of(stack.port("gateway", 8080)), BUDGET, BUDGET.plusSeconds(5));
        load = SteadyLoad.start(client, GoldenQuestions.of(CLICKS), RATE, 1, "warm-up");
        // The first requests meet JVMs that have compiled nothing, all on the same processors.
        eventually()
                .untilAsserted(
                        () -> assertThat(lastOf(load.first())).hasSize(WARM).containsOnly(Verdict.EXACT));
    }

    @AfterAll
    static void takeDown() throws InterruptedException {
        try {
            if (load != null) {
                load.close();
                client.close();
                http.shutdownNow();
            }
        } finally {
            if (stack != null) {
                stack.down();
            }
        }
    }

    private static ConditionFactory eventually() {
        return await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(2));
    }

    private static List<Verdict> lastOf(Phase phase) {
        List<Outcome> outcomes = phase.outcomes();
        return outcomes.subList(Math.max(0, outcomes.size() - WARM), outcomes.size()).stream()
                .map(Outcome::verdict)
                .toList();
    }

    /** Waits for as many answers as warm it up, and says that all were the golden ones. */
    private static void assertServes(String during) {
        Phase phase = load.begin(during);
        eventually().until(() -> phase.outcomes().size() >= WARM);
        Figures figures = phase.figures();
        assertThat(figures.exact()).as(figures::oddText).isEqualTo(figures.requests());
    }

    private static Set<String> pooling() {
        return prometheus
                .query("sum by (instance) (rate(outrank_embedding_requests_total{shard=\"" + SCALED
                        + "\",outcome=\"pooled\"}[30s])) > 0")
                .stream()
                .map(sample -> sample.labels().get("instance"))
                .collect(Collectors.toSet());
    }

    @Test
    @Order(1)
    void scrapesAllServices() {
        assertServes("steady");
        eventually().untilAsserted(() -> assertThat(prometheus.targets())
                .hasSize(8)
                .extracting(target -> target.required("health").asString())
                .containsOnly("up"));
    }

    @Test
    @Order(2)
    void asksNewReplicasOfAShard() throws InterruptedException {
        stack.scale(SCALED, REPLICAS);

        eventually().untilAsserted(() -> assertThat(pooling()).hasSize(REPLICAS));
        assertServes("scaled");
    }

    @Test
    @Order(3)
    void answersOnWhenAContainerIsKilled() throws InterruptedException {
        List<String> containers = stack.containers(SCALED);
        assertThat(containers).hasSize(REPLICAS);
        stack.kill(containers.getFirst());

        assertServes("killed");
        eventually().untilAsserted(() -> assertThat(pooling()).hasSize(REPLICAS - 1));
        assertThat(stack.containers(SCALED)).hasSize(REPLICAS - 1);
    }

    @Test
    @Order(4)
    void givesNumbersForEveryQuery() {
        eventually().untilAsserted(() -> assertThat(QueryCheck.complaints(prometheus))
                .isEmpty());
        assertThat(prometheus.rules()).isNotEmpty().allSatisfy(rule -> assertThat(
                        rule.required("health").asString())
                .as(rule::toString)
                .isEqualTo("ok"));
    }

    @Test
    @Order(5)
    void passesTheTestsOfItsRules() throws InterruptedException {
        promtool("check rules /etc/prometheus/rules/*.yml");
        promtool("test rules /etc/prometheus/rules/tests/*.yml");
    }

    private static void promtool(String arguments) throws InterruptedException {
        stack.exec(PATIENCE.plus(PATIENCE), "prometheus", List.of("sh", "-c", "promtool " + arguments))
                .orFail();
    }

    @Test
    @Order(6)
    void hasAnsweredEveryRequestRightlySinceItWasWarm() throws InterruptedException {
        assertThat(load.end().stream().skip(1)).hasSize(3).allSatisfy(phase -> assertThat(phase.exact())
                .as("%s: %s", phase.phase(), phase.oddText())
                .isEqualTo(phase.requests()));
    }
}
