package dev.outrank.ranking.lookup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.outrank.bundle.plan.VectorType;
import dev.outrank.bundle.shard.PackedShard;
import dev.outrank.lookup.LookupAnswer;
import dev.outrank.lookup.LookupErrorCode;
import dev.outrank.lookup.LookupRequest;
import dev.outrank.lookup.ShardKey;
import dev.outrank.lookup.connection.ConnectionSettings;
import dev.outrank.ranking.fixture.FakeShard;
import dev.outrank.ranking.fixture.FakeShard.Mood;
import dev.outrank.ranking.fixture.LookupClients;
import dev.outrank.ranking.replica.ListedReplica;
import dev.outrank.ranking.replica.LoadedVersion;
import dev.outrank.ranking.replica.Replica;
import dev.outrank.ranking.request.ShardUnavailableException;
import dev.outrank.replica.BreakerSettings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;
import reactor.netty.tcp.TcpResources;
import reactor.test.StepVerifier;

/** What is done with two replicas where one is not well, and that all there is to it with one alone still holds. */
class ReplicatedClientTests extends EmbeddingClientContract {

    private static final String SERVICE = "embedding-1";

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Sinks.Many<List<ListedReplica>> listed = Sinks.many().replay().latest();
    private final List<FakeShard> replicas = new ArrayList<>();

    @Override
    EmbeddingClient open(Path directory) {
        replicas.add(new FakeShard(directory));
        replicas.add(new FakeShard(directory));
        list(replicas.getFirst(), replicas.getLast());
        return client(LookupClients.settings(new BreakerSettings(20, 10, 50, Duration.ofMillis(200))));
    }

    /** Has the test's calls go out without a hedge beside them, and to either replica, however slow a cold start made one look. */
    private void withoutHedgesAndEjection() {
        client.close();
        ReplicaSettings usual = LookupClients.patient();
        client = client(new ReplicaSettings(
                usual.breaker(),
                LookupClients.NO_EJECTION,
                new ReplicaSettings.Hedge(0, 1, Duration.ZERO),
                usual.retry()));
        connectToAll();
    }

    /** Has a hedge go beside whatever is late, and no replica be left alone. */
    private void withHedgesAndWithoutEjection() {
        client.close();
        ReplicaSettings usual = LookupClients.patient();
        client = client(new ReplicaSettings(
                usual.breaker(),
                LookupClients.NO_EJECTION,
                new ReplicaSettings.Hedge(100, 1000, Duration.ofMillis(2)),
                usual.retry()));
        await().atMost(PATIENCE).until(() -> {
            all(small());
            return replicas().stream().allMatch(replica -> replica.health().p95Nanos() > 0);
        });
    }

    private ReplicatedEmbeddingClient client(ReplicaSettings settings) {
        TcpClientSettings tcp = new TcpClientSettings(
                Duration.ofSeconds(1),
                1,
                Duration.ofMillis(5),
                Duration.ofMillis(50),
                new ConnectionSettings(1 << 24, 128, Duration.ofSeconds(5), Duration.ofSeconds(5), 1 << 24, false),
                null);
        return new ReplicatedEmbeddingClient(
                service -> listed.asFlux(), new TcpTransport(tcp, TcpResources.get()), settings, meters);
    }

    private void list(FakeShard... shards) {
        List<ListedReplica> all = new ArrayList<>();
        for (FakeShard shard : shards) {
            all.add(ListedReplica.of("127.0.0.1", shard.tcpPort()));
        }
        listed.tryEmitNext(all).orThrow();
    }

    @BeforeEach
    void connectToAll() {
        await().atMost(PATIENCE).until(() -> {
            all(small());
            return replicas.stream().allMatch(replica -> replica.calls() > 0);
        });
    }

    @AfterEach
    void closeReplicas() {
        client.close();
        for (FakeShard replica : replicas) {
            replica.mood(Mood.WELL);
            replica.close();
        }
    }

    private LookupRequest small() {
        return request(VectorType.FLOAT32, 0, bags(2, 2));
    }

    private static LoadedVersion version(LookupRequest request) {
        ShardKey target = request.target();
        return new LoadedVersion(target.model(), target.version(), target.fingerprint());
    }

    /** Asks several times at once, so that neither replica has all calls. */
    private List<float[]> all(LookupRequest request) {
        return Objects.requireNonNull(Flux.range(0, 8)
                .flatMap(i -> client.lookup(request).collectList())
                .map(EmbeddingClientContract::vectors)
                .collectList()
                .block(PATIENCE));
    }

    private void assertAll(LookupRequest request, float[] expected) {
        assertThat(all(request)).hasSize(8).allSatisfy(vectors -> assertThat(vectors)
                .containsExactly(expected));
    }

    private double count(String meter) {
        return meters.get(meter).tag("shard", SERVICE).counter().count();
    }

    private FakeShard sick() {
        return replicas.getFirst();
    }

    private FakeShard well() {
        return replicas.get(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"BROKEN", "GARBAGE", "DYING", "OVERLOADED", "UNKNOWN_MODEL", "WRONG_SHARD", "INTERNAL_ERROR"})
    void answersFromTheOtherReplicaWhateverAilsOne(Mood mood) {
        withoutHedgesAndEjection();
        float[] expected = vectors(answers(small()));
        sick().mood(mood);

        await().atMost(PATIENCE).until(() -> {
            assertAll(small(), expected);
            return count("outrank.ranking.shard.retries") > 0;
        });
    }

    @Test
    void tellsWhichReplicaAnsweredWhereAnotherOneWasAskedFirst() {
        withoutHedgesAndEjection();
        sick().mood(Mood.OVERLOADED);
        List<String> answered = new CopyOnWriteArrayList<>();

        await().atMost(PATIENCE).until(() -> {
            LookupRequest request = small();
            vectors(Objects.requireNonNull(client.lookup(
                            request,
                            (replica, sentBytes) -> answered.add(replica + " " + (sentBytes > request.idCount())))
                    .collectList()
                    .block(PATIENCE)));
            return count("outrank.ranking.shard.retries") > 0;
        });

        assertThat(answered).isNotEmpty().containsOnly("127.0.0.1:" + well().tcpPort() + " true");
    }

    @Test
    void losesNoCallWhenAReplicaIsKilledAndComesBack() {
        float[] expected = vectors(answers(small()));
        sick().kill();
        for (int i = 0; i < 50; i++) {
            assertThat(vectors(answers(small()))).containsExactly(expected);
        }

        sick().start();
        int before = sick().calls();
        await().atMost(PATIENCE).until(() -> {
            assertAll(small(), expected);
            return sick().calls() > before;
        });
    }

    @Test
    void takesUpTheAnswerWhereAReplicaBrokeOffBetweenParts() {
        withoutHedgesAndEjection();
        LookupRequest parts = request(VectorType.FLOAT32, 2, bags(10, 2));
        float[] expected = vectors(answers(parts));
        sick().mood(Mood.DYING);

        await().atMost(PATIENCE).until(() -> {
            assertAll(parts, expected);
            return count("outrank.ranking.shard.retries") > 0;
        });
    }

    @Test
    void asksTheOneThatWasOvertakenAgainWhenTheOtherBreaksOffBetweenParts() {
        withHedgesAndWithoutEjection();
        LookupRequest parts = request(VectorType.FLOAT32, 2, bags(10, 2));
        float[] expected = vectors(answers(parts));
        sick().mood(Mood.SILENT);
        well().mood(Mood.SILENT);
        double hedges = count("outrank.ranking.shard.hedges");

        List<LookupAnswer> had = new CopyOnWriteArrayList<>();
        CompletableFuture<Void> end = new CompletableFuture<>();
        client.lookup(parts).subscribe(had::add, end::completeExceptionally, () -> end.complete(null));
        await().atMost(PATIENCE).until(() -> count("outrank.ranking.shard.hedges") > hedges);
        sick().mood(Mood.HALTING);
        await().atMost(PATIENCE).until(() -> !had.isEmpty());
        well().mood(Mood.WELL);
        sick().kill();

        assertThat(end).succeedsWithin(Duration.ofSeconds(10));
        assertThat(vectors(had)).containsExactly(expected);
        assertThat(count("outrank.ranking.shard.retries")).isOne();
    }

    @Test
    void asksAnotherWhenOneIsLateAndLeavesTheSilentOneAloneUntilItIsWell() {
        float[] expected = vectors(answers(small()));
        await().atMost(PATIENCE).until(() -> {
            assertAll(small(), expected);
            return replicas().stream().allMatch(replica -> replica.health().p95Nanos() > 0);
        });
        sick().mood(Mood.SILENT);

        await().atMost(PATIENCE).until(() -> {
            assertAll(small(), expected);
            return count("outrank.ranking.shard.ejections") > 0;
        });
        assertThat(count("outrank.ranking.shard.hedges")).isPositive();
        assertThat(sick().cancelsSeen()).isPositive();

        sick().mood(Mood.WELL);
        await().atMost(PATIENCE).until(() -> {
            assertAll(small(), expected);
            return replicas().stream().allMatch(ShardReplica::isUsable);
        });
        assertThat(count("outrank.ranking.shard.probes")).isPositive();
    }

    private List<ShardReplica> replicas() {
        return ((ReplicatedEmbeddingClient) client).replicas().getOrDefault(SERVICE, List.of());
    }

    @Test
    void passesOnWhatTheRequestIsToBlameForWithoutASecondCall() {
        sick().mood(Mood.EXPIRED);
        well().mood(Mood.EXPIRED);

        StepVerifier.create(client.lookup(small()))
                .assertNext(answer -> assertThat(answer)
                        .isInstanceOfSatisfying(
                                LookupAnswer.Refused.class,
                                refused -> assertThat(refused.error().code()).isEqualTo(LookupErrorCode.EXPIRED)))
                .expectComplete()
                .verify(PATIENCE);
        assertThat(count("outrank.ranking.shard.retries")).isZero();
    }

    @Test
    void failsWithTheFirstFailureWhenBothFail() {
        withoutHedgesAndEjection();
        sick().mood(Mood.GARBAGE);
        well().mood(Mood.GARBAGE);

        StepVerifier.create(client.lookup(small()))
                .expectErrorSatisfies(failure -> assertThat(failure)
                        .isInstanceOf(ShardUnavailableException.class)
                        .hasMessageContaining("embedding-1: answered no intact frame"))
                .verify(PATIENCE);
        assertThat(count("outrank.ranking.shard.retries")).isOne();
    }

    @Test
    void asksOnlyThoseThatSayTheyHaveTheVersion() {
        withoutHedgesAndEjection();
        LookupRequest request = small();
        LoadedVersion version = version(request);
        listed.tryEmitNext(List.of(
                        new ListedReplica(new Replica("127.0.0.1", sick().tcpPort()), true, Set.of()),
                        new ListedReplica(new Replica("127.0.0.1", well().tcpPort()), true, Set.of(version))))
                .orThrow();
        int before = sick().calls();

        for (int i = 0; i < 50; i++) {
            vectors(answers(request));
        }

        assertThat(sick().calls()).isEqualTo(before);
    }

    @Test
    void prefersTheOwnZoneAsLongAsItHasTheVersionAndServes() {
        withoutHedgesAndEjection();
        LookupRequest request = small();
        LoadedVersion version = version(request);
        ListedReplica far = new ListedReplica(new Replica("127.0.0.1", well().tcpPort()), false, Set.of(version));
        Replica near = new Replica("127.0.0.1", sick().tcpPort());

        listed.tryEmitNext(List.of(far, new ListedReplica(near, true, Set.of(version))))
                .orThrow();
        int before = well().calls();
        for (int i = 0; i < 50; i++) {
            vectors(answers(request));
        }
        assertThat(well().calls()).isEqualTo(before);

        sick().mood(Mood.GARBAGE);
        await().atMost(PATIENCE).until(() -> {
            vectors(answers(request));
            return well().calls() > before;
        });

        listed.tryEmitNext(List.of(far, new ListedReplica(near, true, Set.of())))
                .orThrow();
        int then = sick().calls();
        for (int i = 0; i < 50; i++) {
            vectors(answers(request));
        }
        assertThat(sick().calls()).isEqualTo(then);
    }

    @Test
    void givesNewReplicasTheirShareAndThoseThatAreGoneNothing() {
        withoutHedgesAndEjection();
        FakeShard third = new FakeShard(model.shards().resolve(PackedShard.directoryName(SHARD)));
        replicas.add(third);
        list(well(), third);

        await().atMost(PATIENCE).until(() -> {
            all(small());
            return third.calls() > 0;
        });
        int before = sick().calls();
        for (int i = 0; i < 50; i++) {
            vectors(answers(small()));
        }
        assertThat(sick().calls()).isEqualTo(before);
    }
}
