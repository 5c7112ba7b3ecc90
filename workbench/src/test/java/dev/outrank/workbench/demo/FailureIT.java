package dev.outrank.workbench.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.outrank.workbench.requests.GoldenLine;
import dev.outrank.workbench.requests.GoldenRequests;
import dev.outrank.workbench.stack.TestStack;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What callers see when parts of a running stack die, and that it heals by itself. */
final class FailureIT {

    private static final int SHARDS = 4;
    private static final double TOLERANCE = 5e-5;
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Path CLICKS = TestStack.ROOT.resolve("examples").resolve("clicks");

    @TempDir
    static Path home;

    private static TestStack stack;
    private static HttpClient http;
    private static ModelClient gateway;
    private static GoldenLine golden;

    @BeforeAll
    static void startStack() throws InterruptedException {
        DemoModel clicks = new DemoModels(home.resolve("models"), SHARDS, line -> {}).take(CLICKS);
        stack = TestStack.start(home.resolve("stack"), SHARDS, false, () -> List.of(clicks.packed()));
        http = HttpClient.newHttpClient();
        gateway = new ModelClient(http, stack.ports().gateway());
        golden = GoldenRequests.read(clicks.manifest(), CLICKS.resolve("golden.ndjson"))
                .getFirst();
    }

    @AfterAll
    static void stopStack() {
        http.shutdownNow();
        stack.close();
    }

    private static void assertServes() throws InterruptedException {
        for (Interface api : Interface.values()) {
            assertThat(ScoreComparison.worstRelativeError(
                            gateway.score(api, golden.request()).scores(), golden.scores()))
                    .isLessThanOrEqualTo(TOLERANCE);
        }
    }

    private static RefusedException refusal(Interface api) {
        return catchThrowableOfType(RefusedException.class, () -> gateway.score(api, golden.request()));
    }

    @Test
    void namesTheDeadShardAndHealsWhenItReturns() throws InterruptedException {
        assertServes();
        stack.kill("embedding-2");

        RefusedException ranked = refusal(Interface.RANK);
        assertThat(ranked.status()).isEqualTo(503);
        JsonNode problem = JsonMapper.shared().readTree(ranked.body());
        assertThat(problem.required("status").asInt()).isEqualTo(503);
        assertThat(problem.required("detail").asString()).contains("embedding-2");

        RefusedException inferred = refusal(Interface.INFER);
        assertThat(inferred.status()).isEqualTo(503);
        assertThat(JsonMapper.shared()
                        .readTree(inferred.body())
                        .required("error")
                        .asString())
                .contains("embedding-2");

        stack.restart("embedding-2");
        await().atMost(PATIENCE).untilAsserted(FailureIT::assertServes);
    }

    @Test
    void goesOnServingWithoutTheRegistryAndRestartsFromTheLastKnownGoodCopy() throws InterruptedException {
        assertServes();
        stack.kill("config-server");
        assertServes();

        stack.kill("embedding-0");
        stack.restart("embedding-0");
        await().atMost(PATIENCE).untilAsserted(FailureIT::assertServes);

        stack.restart("config-server");
        assertServes();
    }
}
