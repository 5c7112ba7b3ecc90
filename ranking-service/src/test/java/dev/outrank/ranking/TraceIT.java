package dev.outrank.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.outrank.bundle.Bundle;
import dev.outrank.bundle.plan.Placement;
import dev.outrank.bundle.plan.ShardSpec;
import dev.outrank.bundle.plan.ShardingPlan;
import dev.outrank.bundle.shard.ShardPacker;
import dev.outrank.lookup.TraceContext;
import dev.outrank.ranking.fixture.FakeRegistry;
import dev.outrank.ranking.fixture.FakeShards;
import dev.outrank.ranking.fixture.TinyModel;
import dev.outrank.testkit.trace.EndedSpans;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A request's trace from the HTTP server to the frames of its lookups, and into the histograms; every request that comes without a context is sampled. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class TraceIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Path CLICKS = Path.of("..", "examples", "clicks").toAbsolutePath();
    private static final String CALLER = "b7ad6b7169203331";

    private final HttpClient http = HttpClient.newHttpClient();
    private final EndedSpans spans = new EndedSpans();
    private FakeRegistry registry;
    private FakeShards shards;
    private ConfigurableApplicationContext ranking;
    private String body;

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        TinyModel clicks = packed(directory.resolve("packed"));
        JsonNode golden = JsonMapper.shared()
                .readTree(Files.readAllLines(CLICKS.resolve("golden.ndjson")).getFirst());
        ObjectNode request = JsonMapper.shared().createObjectNode();
        request.set("context", golden.required("context"));
        request.set("candidates", golden.required("candidates"));
        body = request.toString();
        registry = new FakeRegistry();
        registry.activate(clicks);
        shards = new FakeShards(clicks);
        ranking = application(directory);
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(rank(null).statusCode()).isEqualTo(200));
    }

    private static TinyModel packed(Path directory) {
        Bundle bundle = Bundle.open(CLICKS);
        ShardingPlan plan = new ShardingPlan(
                ShardingPlan.FORMAT_VERSION,
                bundle.manifest().name(),
                bundle.fingerprint(),
                "by hand",
                List.of(
                        new ShardSpec(0, 1, List.of(new Placement("user", 0, 20_000), new Placement("item", 0, 8_000))),
                        new ShardSpec(
                                1, 1, List.of(new Placement("category", 0, 40), new Placement("term", 0, 5_000)))));
        ShardPacker.pack(bundle, plan, directory, bytes -> {});
        return new TinyModel(CLICKS, directory, bundle.manifest(), plan);
    }

    private ConfigurableApplicationContext application(Path directory) {
        List<String> arguments = new ArrayList<>(List.of(
                "--server.port=0",
                "--management.server.port=0",
                "--spring.cloud.config.enabled=false",
                "--outrank.ranking.mode=distributed",
                "--outrank.ranking.http.drain=0s",
                "--outrank.registry.url=" + registry.url(),
                "--outrank.registry.last-known-good=" + directory.resolve("known.json"),
                "--management.opentelemetry.enabled=true",
                "--management.tracing.sampling.probability=1"));
        for (int shard = 0; shard < shards.size(); shard++) {
            String instance = "--spring.cloud.discovery.client.simple.instances.embedding-" + shard + "[0].";
            arguments.add(
                    instance + "uri=http://127.0.0.1:" + shards.shard(shard).port());
            arguments.add(
                    instance + "metadata.lookup-port=" + shards.shard(shard).tcpPort());
        }
        return new SpringApplicationBuilder(RankingApplication.class)
                .initializers(context -> context.getBeanFactory().registerSingleton("endedSpans", spans))
                .run(arguments.toArray(String[]::new));
    }

    @AfterAll
    void stop() {
        ranking.close();
        shards.close();
        registry.close();
        http.close();
    }

    @Test
    void hasOneTraceWithASpanForEachShard() throws Exception {
        String trace = "0af7651916cd43dd8448eb211c80319c";

        assertThat(rank("00-" + trace + "-" + CALLER + "-01").statusCode()).isEqualTo(200);

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(spans.of(trace)).hasSize(3));
        SpanData server = server(trace);
        assertThat(server.getParentSpanId()).isEqualTo(CALLER);
        assertThat(text(server, "outrank.model")).isEqualTo("clicks");
        assertThat(text(server, "outrank.version")).isEqualTo("1");
        assertThat(text(server, "outrank.outcome")).isEqualTo("ok");
        List<SpanData> lookups = lookups(trace);
        for (int shard = 0; shard < 2; shard++) {
            SpanData lookup = lookups.get(shard);
            assertThat(lookup.getName()).isEqualTo("lookup embedding-" + shard);
            assertThat(lookup.getParentSpanId()).isEqualTo(server.getSpanId());
            assertThat(text(lookup, "outrank.model")).isEqualTo("clicks");
            assertThat(text(lookup, "outrank.version")).isEqualTo("1");
            assertThat(text(lookup, "outrank.shard")).isEqualTo("embedding-" + shard);
            assertThat(text(lookup, "outrank.replica"))
                    .isEqualTo("127.0.0.1:" + shards.shard(shard).tcpPort());
            assertThat(text(lookup, "outrank.outcome")).isEqualTo("pooled");
            assertThat(lookup.getAttributes().get(AttributeKey.longKey("outrank.sent.bytes")))
                    .isPositive();
            assertThat(lookup.getAttributes().get(AttributeKey.longKey("outrank.received.bytes")))
                    .isPositive();
            assertThat(lookup.getAttributes().get(AttributeKey.booleanKey("outrank.hedged")))
                    .isFalse();
            assertThat(lookup.getAttributes().get(AttributeKey.booleanKey("outrank.retried")))
                    .isFalse();
        }
    }

    @Test
    void hasEveryFrameNameTheSpanOfItsLookup() throws Exception {
        String trace = "1af7651916cd43dd8448eb211c80319c";

        rank("00-" + trace + "-" + CALLER + "-01");

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(spans.of(trace)).hasSize(3));
        HexFormat hex = HexFormat.of();
        for (int shard = 0; shard < 2; shard++) {
            TraceContext sent = shards.shard(shard).traces().getLast();
            assertThat(hex.toHexDigits(sent.traceIdHigh()) + hex.toHexDigits(sent.traceIdLow()))
                    .isEqualTo(trace);
            assertThat(hex.toHexDigits(sent.spanId()))
                    .isEqualTo(lookups(trace).get(shard).getSpanId());
            assertThat(sent.flags()).isEqualTo(1);
        }
    }

    @Test
    void leavesNothingOfARequestThatIsNotSampled() throws Exception {
        String trace = "2af7651916cd43dd8448eb211c80319c";
        int before = shards.shard(0).traces().size();

        assertThat(rank("00-" + trace + "-" + CALLER + "-00").statusCode()).isEqualTo(200);

        assertThat(shards.shard(0).traces()).hasSize(before);
        String later = "3af7651916cd43dd8448eb211c80319c";
        rank("00-" + later + "-" + CALLER + "-01");
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(spans.of(later)).hasSize(3));
        assertThat(spans.of(trace)).isEmpty();
    }

    @Test
    void saysWhichShardFailedARequest() throws Exception {
        String trace = "4af7651916cd43dd8448eb211c80319c";
        shards.shard(1).kill();
        try {
            assertThat(rank("00-" + trace + "-" + CALLER + "-01").statusCode()).isEqualTo(503);
        } finally {
            shards.shard(1).start();
        }

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(spans.of(trace)).hasSize(3));
        assertThat(text(server(trace), "outrank.outcome")).isEqualTo("dependency");
        assertThat(text(lookups(trace).get(1), "outrank.outcome")).isEqualTo("failed");
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(rank(null).statusCode()).isEqualTo(200));
    }

    @Test
    void linksHistogramsToTracesOnThePageOfOpenMetricsAlone() throws Exception {
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(rank(null).statusCode()).isEqualTo(200);
            assertThat(page("application/openmetrics-text; version=1.0.0"))
                    .containsPattern(
                            "outrank_ranking_stage_seconds_bucket\\{[^}]*} \\S+ # \\{[^}]*trace_id=\"[0-9a-f]{32}\"")
                    .containsPattern(
                            "outrank_ranking_shard_lookup_seconds_bucket\\{[^}]*} \\S+ # \\{[^}]*trace_id=\"[0-9a-f]{32}\"")
                    .doesNotContainPattern("_count\\{[^}]*} \\S+ # ");
        });
        assertThat(page("text/plain")).doesNotContain("trace_id");
    }

    private String page(String accept) throws Exception {
        int port = ranking.getEnvironment().getRequiredProperty("local.management.port", Integer.class);
        return http.send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/actuator/prometheus"))
                                .header("Accept", accept)
                                .build(),
                        BodyHandlers.ofString())
                .body();
    }

    private HttpResponse<String> rank(@Nullable String traceparent) throws Exception {
        int port = ranking.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + port + "/v1/models/clicks:rank"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (traceparent != null) {
            request.header("traceparent", traceparent);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private SpanData server(String trace) {
        return spans.of(trace).stream()
                .filter(span -> span.getKind() == SpanKind.SERVER)
                .findFirst()
                .orElseThrow();
    }

    private List<SpanData> lookups(String trace) {
        return spans.of(trace).stream()
                .filter(span -> span.getKind() == SpanKind.CLIENT)
                .sorted(Comparator.comparing(SpanData::getName))
                .toList();
    }

    private static String text(SpanData span, String key) {
        return String.valueOf(span.getAttributes().get(AttributeKey.stringKey(key)));
    }
}
