package dev.outrank.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.outrank.bundle.bags.Bags;
import dev.outrank.bundle.manifest.IdPolicy;
import dev.outrank.bundle.manifest.Pooling;
import dev.outrank.embedding.metric.MeterDocsTests;
import dev.outrank.embedding.shard.LoadedVersion;
import dev.outrank.embedding.shard.ShardCatalog;
import dev.outrank.embedding.shard.ShardGeneration;
import dev.outrank.lookup.LookupAnswer;
import dev.outrank.lookup.LookupError;
import dev.outrank.lookup.LookupErrorCode;
import dev.outrank.lookup.LookupFrames;
import dev.outrank.lookup.LookupRequest;
import dev.outrank.lookup.LookupResponse;
import dev.outrank.lookup.ShardKey;
import dev.outrank.lookup.TableLookup;
import dev.outrank.registry.VersionState;
import dev.outrank.telemetry.SharedMetric;
import dev.outrank.testkit.meters.MeterRow;
import dev.outrank.testkit.meters.ScrapedPage;
import io.netty.buffer.Unpooled;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The running application behind a registry that tests fill. BlockHound watches its event loops. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class EmbeddingServiceIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private Path directory;
    private PackedModel clicks1;
    private PackedModel clicks2;
    private PackedModel ads;
    private FakeRegistry registry;
    private RunningShard service;

    @BeforeAll
    void start(@TempDir Path directory) {
        this.directory = directory;
        clicks1 = PackedModel.pack(directory.resolve("clicks1"), "clicks", 100);
        clicks2 = PackedModel.pack(directory.resolve("clicks2"), "clicks", 200);
        ads = PackedModel.pack(directory.resolve("ads"), "ads", 300);
        registry = FakeRegistry.start();
        service = RunningShard.start(
                0,
                registry.url(),
                directory,
                "outrank.embedding.max-frame-bytes=10KB",
                "outrank.embedding.max-answer-bytes=64KB");
    }

    @AfterAll
    void stop() {
        service.close();
        registry.close();
    }

    private void serveClicks1() {
        registry.publish(FakeRegistry.model("clicks", FakeRegistry.version("1", clicks1)));
        awaitServed("clicks@1");
    }

    private void awaitServed(String... versions) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            try (ShardGeneration generation = service.bean(ShardCatalog.class).lease()) {
                assertThat(generation.versions())
                        .extracting(version -> version.key().toString())
                        .containsExactlyInAnyOrder(versions);
            }
        });
    }

    @Test
    void isReadyAndListsWhatItServes() throws Exception {
        serveClicks1();

        assertThat(service.manage("/actuator/health/readiness").statusCode()).isEqualTo(200);
        assertThat(service.get("/readyz").statusCode()).isEqualTo(200);
        assertThat(service.get("/models").body())
                .startsWith("{\"shard\":0,\"applied\":true,\"loaded\":[{\"model\":\"clicks\",\"version\":\"1\"")
                .contains("\"shardCount\":2", "[\"users\",\"items\"]")
                .contains("\"fingerprint\":\"" + HexFormat.of().toHexDigits(clicks1.fingerprint(0)) + "\"");
    }

    @Test
    void tellsHowItsRowsAreHeld() throws Exception {
        serveClicks1();

        assertThat(service.manage("/actuator/info").body())
                .contains("\"kernels\":{", "\"provider\":\"")
                .containsPattern("\"clicks@1\":\\{\"mode\":\"(copied|mapped)\",\"locked\":false,\"bytes\":[1-9]")
                .containsPattern("\"memory\":\\{\"residentBytes\":\\d+,\"hugePageBytes\":\\d+,\"versions\":");
        String metrics = service.manage("/actuator/prometheus").body();
        for (String name : List.of("mapped", "copied", "resident", "huge")) {
            assertThat(metrics)
                    .containsPattern("outrank_embedding_memory_bytes\\{[^}]*kind=\"" + name + "\"[^}]*\\} \\d");
        }
    }

    @Test
    void poolsSeveralTablesInOneRequest() throws Exception {
        serveClicks1();
        LookupRequest request = request(
                clicks1,
                "1",
                users(IdPolicy.FAIL, new int[] {2, 0, 1}, 1, 2, 9),
                new TableLookup(
                        PackedModel.ITEMS,
                        Pooling.SUM,
                        IdPolicy.FAIL,
                        Bags.ofLengths(new int[] {2}, new long[] {4, 5}, new float[] {1, 3})),
                new TableLookup(
                        PackedModel.USERS,
                        Pooling.MEAN,
                        IdPolicy.FAIL,
                        Bags.ofLengths(new int[] {2}, new long[] {1, 2}, new float[] {1, 3})));

        try (LookupResponse response = pooled(request)) {
            assertThat(response.lookupCount()).isEqualTo(3);
            assertThat(response.bags(0)).isEqualTo(3);
            assertThat(response.dim(0)).isEqualTo(PackedModel.USERS_DIM);
            assertThat(response.at(0, 0, 2)).isEqualTo(101 + 102);
            assertThat(response.at(0, 1, 0)).isZero();
            assertThat(response.at(0, 2, 0)).isEqualTo(109);
            assertThat(response.at(1, 0, 3)).isEqualTo(104 + 3 * 105);
            assertThat(response.at(2, 0, 2)).isEqualTo((101 + 3 * 102) / 2f);
            assertThat(response.timings().queueNanos()).isPositive();
            assertThat(response.timings().decodeNanos()).isPositive();
            assertThat(response.timings().poolNanos()).isPositive();
            assertThat(response.timings().encodeNanos()).isPositive();
        }
    }

    @Test
    void countsDefaultedIdsInAnswerAndMetrics() throws Exception {
        serveClicks1();
        LookupRequest request = request(
                clicks1,
                "1",
                users(IdPolicy.DEFAULT, new int[] {1, 2}, 1, 10, -5),
                users(IdPolicy.MODULO, new int[] {1}, 13));

        try (LookupResponse response = pooled(request)) {
            assertThat(response.defaultedIds(0)).isEqualTo(2);
            assertThat(response.at(0, 1, 0)).isEqualTo(-2);
            assertThat(response.defaultedIds(1)).isZero();
            assertThat(response.at(1, 0, 0)).isEqualTo(103);
        }
        assertThat(service.manage("/actuator/prometheus").body())
                .containsPattern("outrank_embedding_defaulted_ids_total\\{[^}]*model=\"clicks\"[^}]*\\} [1-9]")
                .contains("outrank_embedding_stage_seconds_count")
                .containsPattern("outrank_embedding_versions\\{[^}]*state=\"loaded\"[^}]*\\} 1");
    }

    @Test
    void showsAllThatItDocumentsAndNothingElse() throws Exception {
        serveClicks1();
        pooled(request(clicks1, "1", users(IdPolicy.DEFAULT, new int[] {1, 2}, 1, 10, -5)))
                .close();
        List<MeterRow> meters = Stream.concat(
                        MeterDocsTests.meters().stream(),
                        Arrays.stream(SharedMetric.values()).map(MeterDocsTests::row))
                .toList();

        await().atMost(PATIENCE).untilAsserted(() -> new ScrapedPage(
                        service.manage("/actuator/prometheus").body())
                .requireDocumented(meters, Set.of("application", "shard"), Set.of()));
        assertThat(service.manage("/actuator/prometheus").body())
                .containsPattern(
                        "outrank_embedding_table_ids_total\\{application=\"embedding\",model=\"clicks\",shard=\"embedding-0\",table=\"users\",version=\"1\"} [1-9]")
                .containsPattern("outrank_embedding_stage_seconds_bucket\\{[^}]*le=\"0.1\"}")
                .containsPattern("outrank_registry_client_revision\\{[^}]*} [1-9]")
                .contains("netty_allocator_memory_used{");
    }

    @Test
    void namesLookupAndIdWhenAnIdIsOutOfRange() throws Exception {
        serveClicks1();

        LookupError error = refused(request(
                clicks1, "1", users(IdPolicy.FAIL, new int[] {1}, 1), users(IdPolicy.FAIL, new int[] {2}, 3, 10)));

        assertThat(error)
                .isEqualTo(new LookupError(
                        LookupErrorCode.ID_OUT_OF_RANGE, 1, 10, "table 'users': id 10 (expected: 0 to 9)"));
    }

    @Test
    void refusesIdsThatLiveOnAnotherShard() throws Exception {
        serveClicks1();
        TableLookup items = new TableLookup(
                PackedModel.ITEMS, Pooling.SUM, IdPolicy.FAIL, Bags.ofLengths(new int[] {1}, new long[] {7}, null));

        LookupError error = refused(request(clicks1, "1", items));

        assertThat(error.code()).isEqualTo(LookupErrorCode.ID_OUT_OF_RANGE);
        assertThat(error.id()).isEqualTo(7);
        assertThat(error.message()).contains("rows [0, 6)");
    }

    @Test
    void refusesAnExpiredDeadline() throws Exception {
        serveClicks1();
        ShardKey key = new ShardKey("clicks", "1", 0, clicks1.fingerprint(0));

        LookupError error =
                refused(new LookupRequest(key, Duration.ofNanos(1), List.of(users(IdPolicy.FAIL, new int[] {1}, 1))));

        assertThat(error.code()).isEqualTo(LookupErrorCode.EXPIRED);
    }

    @Test
    void refusesVersionsItDoesNotServe() throws Exception {
        serveClicks1();

        assertThat(refused(request(clicks1, "7", users(IdPolicy.FAIL, new int[] {1}, 1)))
                        .code())
                .isEqualTo(LookupErrorCode.UNKNOWN_MODEL);
        assertThat(refused(request(ads, "1")).code()).isEqualTo(LookupErrorCode.UNKNOWN_MODEL);
    }

    @Test
    void refusesLookupsThatExpectAnotherShard() throws Exception {
        serveClicks1();
        ShardKey otherPlan = new ShardKey("clicks", "1", 0, clicks2.fingerprint(0));
        ShardKey otherShard = new ShardKey("clicks", "1", 1, clicks1.fingerprint(0));

        assertThat(refused(new LookupRequest(otherPlan, PATIENCE, List.of())).code())
                .isEqualTo(LookupErrorCode.WRONG_SHARD);
        assertThat(refused(new LookupRequest(otherShard, PATIENCE, List.of())).code())
                .isEqualTo(LookupErrorCode.WRONG_SHARD);
    }

    @Test
    void answersBadFramesWithStatus400() throws Exception {
        serveClicks1();
        byte[] damaged = RunningShard.frame(request(clicks1, "1", users(IdPolicy.FAIL, new int[] {1}, 1)));
        damaged[damaged.length - 1] ^= 1;

        assertBadFrame(service.post(damaged), "crc32c");
        assertBadFrame(service.post(new byte[0]), "frame: 0 bytes");
        assertBadFrame(service.post(new byte[10 * 1024 + 1]), "frame: too large (expected: at most 10240 bytes)");
    }

    @Test
    void refusesTablesThatAreNotThereAndAnswersThatAreTooLarge() throws Exception {
        serveClicks1();
        TableLookup noTable =
                new TableLookup(2, Pooling.SUM, IdPolicy.FAIL, Bags.ofLengths(new int[0], new long[0], null));
        TableLookup manyBags = new TableLookup(
                PackedModel.ITEMS, Pooling.SUM, IdPolicy.FAIL, Bags.ofLengths(new int[4_096], new long[0], null));

        assertBadFrame(service.post(RunningShard.frame(request(clicks1, "1", noTable))), "table: 2");
        assertBadFrame(service.post(RunningShard.frame(request(clicks1, "1", manyBags))), "answer: ");
    }

    @Test
    void servesSeveralModelsAndVersionsSideBySide() throws Exception {
        registry.publish(
                FakeRegistry.model("clicks", FakeRegistry.version("1", clicks1), FakeRegistry.version("2", clicks2)),
                FakeRegistry.model("ads", FakeRegistry.version("1", ads)));
        awaitServed("clicks@1", "clicks@2", "ads@1");

        assertThat(firstUser(clicks1, "1")).isEqualTo(100);
        assertThat(firstUser(clicks2, "2")).isEqualTo(200);
        assertThat(firstUser(ads, "1")).isEqualTo(300);
    }

    @Test
    void forgetsTheCountersOfAVersionThatLeft() throws Exception {
        registry.publish(FakeRegistry.model("ads", FakeRegistry.version("gone", ads)));
        awaitServed("ads@gone");
        assertThat(firstUser(ads, "gone")).isEqualTo(300);
        assertThat(service.manage("/actuator/prometheus").body()).contains("version=\"gone\"");

        serveClicks1();

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                        service.manage("/actuator/prometheus").body())
                .doesNotContain("version=\"gone\""));
    }

    @Test
    void loadsNoRetiredOrFailedVersions() throws Exception {
        registry.publish(FakeRegistry.model(
                "clicks",
                FakeRegistry.version("1", VersionState.RETIRED, clicks1),
                FakeRegistry.version("2", VersionState.RETIRING, clicks2),
                FakeRegistry.version("3", VersionState.FAILED, clicks1)));

        awaitServed("clicks@2");
    }

    @Test
    void keepsAVersionUntilItsLastLookup() throws Exception {
        serveClicks1();
        ShardCatalog catalog = service.bean(ShardCatalog.class);
        ShardKey key = new ShardKey("clicks", "1", 0, clicks1.fingerprint(0));
        LoadedVersion inFlight;
        try (ShardGeneration lease = catalog.lease()) {
            inFlight = lease.require(key);
            registry.publish(FakeRegistry.model("clicks", FakeRegistry.version("2", clicks2)));
            awaitServed("clicks@2");

            assertThat(firstUser(clicks2, "2")).isEqualTo(200);
            assertThat(inFlight.isMapped()).isTrue();
        }
        assertThat(inFlight.isMapped()).isFalse();
    }

    @Test
    void servesTheOthersWhenOneCannotBeLoadedAndTriesItAgain() throws Exception {
        PackedModel late = PackedModel.pack(directory.resolve("late"), "late", 400);
        Path away = late.packed().resolveSibling("away");
        Files.move(late.packed(), away);
        registry.publish(
                FakeRegistry.model("late", FakeRegistry.version("1", late)),
                FakeRegistry.model("ads", FakeRegistry.version("1", ads)));
        awaitServed("ads@1");
        assertThat(service.get("/models").body()).contains("\"failed\":[{\"model\":\"late\"");
        assertThat(service.manage("/actuator/health/readiness").body()).contains("late");

        Files.move(away, late.packed());

        awaitServed("ads@1", "late@1");
        assertThat(firstUser(late, "1")).isEqualTo(400);
        assertThat(service.get("/models").body()).contains("\"failed\":[]");
    }

    private void assertBadFrame(HttpResponse<byte[]> response, String message) {
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(LookupFrames.decodeAnswer(Unpooled.wrappedBuffer(response.body())))
                .isInstanceOfSatisfying(LookupAnswer.Refused.class, refused -> {
                    assertThat(refused.error().code()).isEqualTo(LookupErrorCode.BAD_FRAME);
                    assertThat(refused.error().message()).contains(message);
                });
    }

    private float firstUser(PackedModel model, String version) throws Exception {
        try (LookupResponse response = pooled(request(model, version, users(IdPolicy.FAIL, new int[] {1}, 0)))) {
            return response.at(0, 0, 0);
        }
    }

    private static LookupRequest request(PackedModel model, String version, TableLookup... lookups) {
        ShardKey key = new ShardKey(model.name(), version, 0, model.fingerprint(0));
        return new LookupRequest(key, PATIENCE, List.of(lookups));
    }

    private static TableLookup users(IdPolicy policy, int[] lengths, long... ids) {
        return new TableLookup(PackedModel.USERS, Pooling.SUM, policy, Bags.ofLengths(lengths, ids, null));
    }

    private LookupResponse pooled(LookupRequest request) throws Exception {
        return switch (service.lookup(request)) {
            case LookupAnswer.Pooled(LookupResponse response) -> response;
            case LookupAnswer.Refused(LookupError error) -> throw new AssertionError(error);
        };
    }

    private LookupError refused(LookupRequest request) throws Exception {
        return switch (service.lookup(request)) {
            case LookupAnswer.Pooled(LookupResponse response) ->
                throw new AssertionError(response.lookupCount() + " lookups were pooled");
            case LookupAnswer.Refused(LookupError error) -> error;
        };
    }
}
