package dev.outrank.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import dev.outrank.bundle.Bundle;
import dev.outrank.bundle.plan.Placement;
import dev.outrank.bundle.plan.ShardSpec;
import dev.outrank.bundle.plan.ShardingPlan;
import dev.outrank.bundle.shard.ShardPacker;
import dev.outrank.ranking.fixture.FakeRegistry;
import dev.outrank.ranking.fixture.FakeShards;
import dev.outrank.ranking.fixture.TinyModel;
import dev.outrank.ranking.observe.RankingMetric;
import dev.outrank.registry.report.ReplicaReport;
import dev.outrank.registry.report.ServiceRole;
import dev.outrank.registry.report.VersionReport;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.ReactorResourceFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The whole application in both modes, over HTTP: a fake registry, fake shards behind Spring Cloud LoadBalancer, and the clicks model. */
class RankingServiceIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final double RELATIVE = 5e-5;
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Path CLICKS = Path.of("..", "examples", "clicks").toAbsolutePath();

    /** Two applications in one process: neither may dispose of the other's event loops when it closes. */
    @Configuration(proxyBeanMethods = false)
    static class OwnEventLoops {

        @Bean
        ReactorResourceFactory reactorResourceFactory() {
            ReactorResourceFactory resources = new ReactorResourceFactory();
            resources.setUseGlobalResources(false);
            return resources;
        }
    }

    @TempDir
    private static Path directory;

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static @Nullable FakeRegistry registry;
    private static @Nullable FakeShards shards;
    private static @Nullable ConfigurableApplicationContext distributed;
    private static @Nullable ConfigurableApplicationContext singular;
    private static List<JsonNode> golden = List.of();

    @BeforeAll
    static void start() throws Exception {
        golden = Files.readAllLines(CLICKS.resolve("golden.ndjson")).stream()
                .map(JSON::readTree)
                .toList();
        TinyModel clicks = packClicks();
        registry = new FakeRegistry();
        shards = new FakeShards(clicks);
        distributed = application("distributed");
        singular = application("singular");

        assertThat(get(managementPort(distributed()), "/actuator/health/readiness")
                        .statusCode())
                .isEqualTo(503);
        fakeRegistry().activate(clicks);
        for (ConfigurableApplicationContext context : List.of(distributed(), singular())) {
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(get(managementPort(context), "/actuator/health/readiness")
                                    .statusCode())
                            .isEqualTo(200));
        }
    }

    private static TinyModel packClicks() {
        Bundle bundle = Bundle.open(CLICKS);
        ShardingPlan plan = new ShardingPlan(
                ShardingPlan.FORMAT_VERSION,
                bundle.manifest().name(),
                bundle.fingerprint(),
                "by hand",
                List.of(
                        new ShardSpec(
                                0, 1, List.of(new Placement("user", 0, 20_000), new Placement("item", 3_000, 8_000))),
                        new ShardSpec(
                                1,
                                1,
                                List.of(
                                        new Placement("item", 0, 3_000),
                                        new Placement("category", 0, 40),
                                        new Placement("term", 0, 5_000)))));
        Path packed = directory.resolve("packed");
        ShardPacker.pack(bundle, plan, packed, bytes -> {});
        return new TinyModel(CLICKS, packed, bundle.manifest(), plan);
    }

    private static ConfigurableApplicationContext application(String mode) {
        return application(mode, Duration.ZERO);
    }

    private static ConfigurableApplicationContext application(String mode, Duration drain) {
        Map<String, Object> properties = new HashMap<>(Map.of(
                "server.port", "0",
                "management.server.port", "0",
                "spring.cloud.config.enabled", "false",
                "outrank.ranking.mode", mode,
                "outrank.registry.url", fakeRegistry().url(),
                "outrank.registry.poll-interval", "100ms",
                "outrank.registry.last-known-good",
                        directory.resolve(mode + ".json").toString()));
        properties.put("outrank.ranking.http.drain", drain.toString());
        properties.put("outrank.registry.instance", instance(mode, drain));
        for (int shard = 0; shard < fakeShards().size(); shard++) {
            properties.put(
                    "spring.cloud.discovery.client.simple.instances.embedding-" + shard + "[0].uri",
                    "http://127.0.0.1:" + fakeShards().shard(shard).port());
            properties.put(
                    "spring.cloud.discovery.client.simple.instances.embedding-" + shard + "[0].metadata.lookup-port",
                    String.valueOf(fakeShards().shard(shard).tcpPort()));
        }
        String[] arguments = properties.entrySet().stream()
                .map(entry -> "--" + entry.getKey() + "=" + entry.getValue())
                .toArray(String[]::new);
        return new SpringApplicationBuilder(RankingApplication.class, OwnEventLoops.class).run(arguments);
    }

    private static String instance(String mode, Duration drain) {
        return mode + (drain.isZero() ? "" : "-draining");
    }

    private static ConfigurableApplicationContext distributed() {
        return Objects.requireNonNull(distributed);
    }

    private static ConfigurableApplicationContext singular() {
        return Objects.requireNonNull(singular);
    }

    private static FakeShards fakeShards() {
        return Objects.requireNonNull(shards);
    }

    private static FakeRegistry fakeRegistry() {
        return Objects.requireNonNull(registry);
    }

    @AfterAll
    static void stop() {
        distributed().close();
        singular().close();
        fakeShards().close();
        fakeRegistry().close();
    }

    @Test
    void returnsTheGoldenScoresInBothModesBitForBit() throws Exception {
        for (JsonNode line : golden.subList(0, 20)) {
            Map<String, Double> alone = ranked(singular(), line);
            Map<String, Double> together = ranked(distributed(), line);

            assertThat(together).isEqualTo(alone);
            for (int i = 0; i < line.required("scores").size(); i++) {
                double expected = line.required("scores").required(i).doubleValue();
                String id =
                        line.required("candidates").required(i).required("id").asString();
                assertThat(alone.get(id)).isCloseTo(expected, within(RELATIVE * Math.abs(expected)));
            }
        }
    }

    @Test
    void healsWithoutARestartWhenAShardReturns() throws Exception {
        JsonNode line = golden.getFirst();
        Map<String, Double> before = ranked(distributed(), line);
        fakeShards().shard(1).kill();

        HttpResponse<String> refused = rank(distributed(), line);
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.body()).contains("embedding-1: ");

        fakeShards().shard(1).start();
        await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> assertThat(ranked(distributed(), line))
                .isEqualTo(before));
    }

    @Test
    void tellsTheRegistryWhatItHasAndHowItsRequestsWent() throws Exception {
        for (String mode : List.of("distributed", "singular")) {
            ranked(mode.equals("singular") ? singular() : distributed(), golden.getFirst());
            await().atMost(PATIENCE).untilAsserted(() -> {
                ReplicaReport report = fakeRegistry().report(mode);
                assertThat(report).isNotNull();
                assertThat(report.service()).isEqualTo(ServiceRole.RANKING);
                assertThat(report.singular()).isEqualTo(mode.equals("singular"));
                assertThat(report.revision()).isEqualTo(1);
                assertThat(report.versions())
                        .containsExactly(new VersionReport(
                                "clicks",
                                "1",
                                VersionReport.LoadState.LOADED,
                                Bundle.open(CLICKS).fingerprint(),
                                null));
                assertThat(report.traffic()).singleElement().satisfies(traffic -> {
                    assertThat(traffic.version()).isEqualTo("1");
                    assertThat(traffic.requests()).isPositive();
                    assertThat(traffic.latencyMicros()).isNotEmpty();
                    assertThat(traffic.scores()).isNotEmpty();
                });
            });
        }
    }

    @Test
    void saysFarewellToTheRegistry() {
        ConfigurableApplicationContext leaving = application("singular", Duration.ofMillis(1));
        String name = instance("singular", Duration.ofMillis(1));
        await().atMost(PATIENCE).until(() -> fakeRegistry().report(name) != null);
        leaving.close();
        assertThat(fakeRegistry().report(name)).isNull();
    }

    @Test
    void showsVersionsInHealthAndStagesInPrometheus() throws Exception {
        ranked(distributed(), golden.getFirst());
        int port = managementPort(distributed());

        assertThat(get(port, "/actuator/health").body()).contains("\"clicks/1\":\"serving, active\"");
        assertThat(get(port, "/actuator/prometheus").body())
                .contains("outrank_ranking_stage_seconds_count{")
                .contains("stage=\"shard.pool\"")
                .contains("outrank_ranking_requests_total{")
                .contains("resilience4j_circuitbreaker_state{");
    }

    /** Whatever thread goes on with a request, and however long it waits for one. */
    @Test
    void hasStagesThatAddUpToARequestsTime() throws Exception {
        for (ConfigurableApplicationContext context : List.of(distributed(), singular())) {
            List<Double> shares = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                long sent = System.nanoTime();
                HttpResponse<String> answer = rank(context, golden.get(i % golden.size()));
                double seenMillis = (System.nanoTime() - sent) / 1e6;
                Map<String, Double> stages =
                        stages(answer.headers().firstValue("Server-Timing").orElseThrow());
                double total = Objects.requireNonNull(stages.remove("total"));

                assertThat(answer.headers().firstValue("Outrank-Model-Version")).contains("1");
                assertThat(stages).containsKeys("queue", "decode", "scatter", "gather", "dense.top", "encode");
                // A microsecond for rounding.
                assertThat(total).isPositive().isLessThanOrEqualTo(seenMillis + 0.001);
                shares.add(stages.values().stream()
                                .mapToDouble(Double::doubleValue)
                                .sum()
                        / total);
            }
            shares.sort(null);
            assertThat(shares.get(shares.size() / 2)).isBetween(0.95, 1.05);
        }
    }

    /** In the order of the header. */
    private static Map<String, Double> stages(String serverTiming) {
        SequencedMap<String, Double> stages = new LinkedHashMap<>();
        for (String entry : serverTiming.split(", ", -1)) {
            String[] stage = entry.split(";dur=", -1);
            stages.put(stage[0], Double.valueOf(stage[1]));
        }
        assertThat(stages.lastEntry().getKey()).isEqualTo("total");
        return stages;
    }

    @Test
    void explainsWhereARequestsTimeWent() throws Exception {
        JsonNode explanation = explained(distributed());
        JsonNode alone = explained(singular());

        assertThat(explanation.required("shards")).hasSize(2).allSatisfy(shard -> {
            int index = shard.required("shard").asString().endsWith("0") ? 0 : 1;
            assertThat(shard.required("replica").asString())
                    .isEqualTo("127.0.0.1:" + fakeShards().shard(index).tcpPort());
            assertThat(shard.required("sentBytes").intValue()).isPositive();
            assertThat(shard.required("receivedBytes").intValue()).isPositive();
            assertThat(shard.required("ids").intValue()).isPositive();
            assertThat(shard.required("networkMillis").doubleValue())
                    .isLessThanOrEqualTo(shard.required("millis").doubleValue());
            assertThat(shard.required("last").booleanValue())
                    .isEqualTo(shard.required("shard").equals(explanation.required("slowest")));
        });
        assertThat(alone.required("shards")).hasSize(2).allSatisfy(shard -> {
            assertThat(shard.required("replica").isNull()).isTrue();
            assertThat(shard.required("sentBytes").intValue()).isZero();
        });
        for (int i = 0; i < 2; i++) {
            assertThat(alone.required("shards").required(i).required("ids"))
                    .isEqualTo(explanation.required("shards").required(i).required("ids"));
        }
    }

    private static JsonNode explained(ConfigurableApplicationContext context) throws Exception {
        HttpResponse<String> answer = rank(port(context, "local.server.port"), golden.getFirst(), "?explain=true");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body()).required("explanation");
    }

    @Test
    void hasNoMeterThatIsNotDescribed() throws Exception {
        ranked(distributed(), golden.getFirst());
        Set<String> known = Arrays.stream(RankingMetric.values())
                .map(RankingMetric::meterName)
                .collect(Collectors.toSet());

        assertThat(distributed().getBean(MeterRegistry.class).getMeters())
                .filteredOn(meter -> meter.getId().getName().startsWith("outrank.ranking."))
                .hasSizeGreaterThan(40)
                .allSatisfy(meter -> {
                    assertThat(known).contains(meter.getId().getName());
                    assertThat(meter.getId().getTag("application")).isEqualTo("ranking");
                });
        assertThat(get(managementPort(distributed()), "/actuator/prometheus").body())
                .contains("outrank_ranking_request_seconds_bucket{")
                .contains("outrank_ranking_versions{application=\"ranking\",state=\"loaded\"} 1.0")
                .contains("outrank_ranking_shard_replicas{application=\"ranking\",shard=\"embedding-1\"} 1.0")
                .contains("outrank_ranking_shard_last_total{")
                .contains("outrank_ranking_dense_run_seconds_count{")
                .contains("outrank_ranking_dense_batch_count{");
    }

    @Test
    void isNotReadyWhileItDrainsAndServesOn() throws Exception {
        ConfigurableApplicationContext leaving = application("singular", Duration.ofSeconds(8));
        int port = port(leaving, "local.server.port");
        int management = managementPort(leaving);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                        get(management, "/actuator/health/readiness").statusCode())
                .isEqualTo(200));
        assertThat(get(port, "/v2/health/ready").statusCode()).isEqualTo(200);

        CompletableFuture<Void> closed = CompletableFuture.runAsync(leaving::close);

        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(get(port, "/v2/health/ready").statusCode()).isEqualTo(503));
        assertThat(get(management, "/actuator/health/readiness").statusCode()).isEqualTo(503);
        HttpResponse<String> answer = rank(port, golden.getFirst());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Connection")).contains("close");
        closed.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertThatThrownBy(() -> get(port, "/v2/health/ready")).isInstanceOf(IOException.class);
    }

    private static Map<String, Double> ranked(ConfigurableApplicationContext context, JsonNode line) throws Exception {
        HttpResponse<String> response = rank(context, line);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        Map<String, Double> scores = new HashMap<>();
        JSON.readTree(response.body())
                .required("ranked")
                .forEach(entry -> scores.put(
                        entry.required("id").asString(), entry.required("score").doubleValue()));
        return scores;
    }

    private static HttpResponse<String> rank(ConfigurableApplicationContext context, JsonNode line)
            throws IOException, InterruptedException {
        return rank(port(context, "local.server.port"), line);
    }

    private static HttpResponse<String> rank(int port, JsonNode line) throws IOException, InterruptedException {
        return rank(port, line, "");
    }

    private static HttpResponse<String> rank(int port, JsonNode line, String query)
            throws IOException, InterruptedException {
        ObjectNode body = JSON.createObjectNode();
        body.set("context", line.required("context"));
        body.set("candidates", line.required("candidates"));
        return HTTP.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/models/clicks:rank" + query))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                        .build(),
                BodyHandlers.ofString());
    }

    private static HttpResponse<String> get(int port, String path) throws IOException, InterruptedException {
        return HTTP.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .build(),
                BodyHandlers.ofString());
    }

    private static int managementPort(ConfigurableApplicationContext context) {
        return port(context, "local.management.port");
    }

    private static int port(ConfigurableApplicationContext context, String property) {
        return context.getEnvironment().getRequiredProperty(property, Integer.class);
    }
}
