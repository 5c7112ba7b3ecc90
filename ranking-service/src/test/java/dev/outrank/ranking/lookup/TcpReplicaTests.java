package dev.outrank.ranking.lookup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.outrank.bundle.plan.VectorType;
import dev.outrank.lookup.LookupFrames;
import dev.outrank.lookup.LookupRequest;
import dev.outrank.lookup.connection.ConnectionSettings;
import dev.outrank.ranking.fixture.FakeShard;
import dev.outrank.ranking.fixture.FakeShard.Mood;
import dev.outrank.ranking.fixture.LookupClients;
import dev.outrank.ranking.replica.ListedReplica;
import dev.outrank.ranking.request.DeadlineExceededException;
import dev.outrank.ranking.request.ShardUnavailableException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Sinks;
import reactor.netty.tcp.TcpResources;
import reactor.test.StepVerifier;

class TcpReplicaTests extends RemoteClientContract {

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Sinks.Many<List<ListedReplica>> replicas =
            Sinks.many().replay().latest();

    @Override
    EmbeddingClient connect(FakeShard shard) {
        replicas.tryEmitNext(List.of(ListedReplica.of("127.0.0.1", shard.tcpPort())))
                .orThrow();
        TcpClientSettings settings = new TcpClientSettings(
                Duration.ofSeconds(1),
                2,
                Duration.ofMillis(5),
                Duration.ofMillis(50),
                new ConnectionSettings(1 << 24, 128, Duration.ofMillis(300), Duration.ofSeconds(5), 1 << 24, false),
                null);
        return new ReplicatedEmbeddingClient(
                service -> replicas.asFlux(),
                new TcpTransport(settings, TcpResources.get()),
                LookupClients.patient(),
                meters);
    }

    private LookupRequest hasty(Duration remaining) {
        LookupRequest patient = request(VectorType.FLOAT32, 0, bags(1, 1));
        return new LookupRequest(patient.target(), remaining, patient.lookups());
    }

    @Test
    void failsAtTheDeadlineAndTellsTheShard() {
        shard.mood(Mood.SILENT);

        StepVerifier.create(client.lookup(hasty(Duration.ofMillis(50))))
                .expectErrorSatisfies(failure -> assertThat(failure)
                        .isInstanceOf(DeadlineExceededException.class)
                        .hasMessage("embedding-1: no answer within 50 ms (expected: one by the deadline)"))
                .verify(PATIENCE);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(shard.cancelsSeen()).isOne());
    }

    @Test
    void tellsTheShardThatACallerHasLeft() {
        shard.mood(Mood.SILENT);

        StepVerifier.create(client.lookup(hasty(PATIENCE)))
                .expectSubscription()
                .expectNoEvent(Duration.ofMillis(100))
                .thenCancel()
                .verify(PATIENCE);

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(shard.cancelsSeen()).isOne());
    }

    @Test
    void failsEveryCallAtOnceWhenTheConnectionIsLost() {
        shard.mood(Mood.SILENT);
        StepVerifier.create(client.lookup(hasty(Duration.ofHours(1))))
                .expectSubscription()
                .expectNoEvent(Duration.ofMillis(100))
                .then(shard::kill)
                .expectErrorSatisfies(failure -> assertThat(failure)
                        .isInstanceOf(ShardUnavailableException.class)
                        .hasMessageContaining("connection closed before the answer"))
                .verify(PATIENCE);
    }

    @Test
    void refusesMoreThanAConnectionMayHaveUnderWay() {
        shard.mood(Mood.SILENT);
        List<Throwable> failures = new CopyOnWriteArrayList<>();

        // A connection that is made behind the others has room for as many again.
        await().atMost(PATIENCE).untilAsserted(() -> {
            for (int i = 0; i < 500; i++) {
                client.lookup(hasty(PATIENCE)).subscribe(BodyFrames::discard, failures::add);
            }
            assertThat(failures).anySatisfy(failure -> assertThat(failure)
                    .isInstanceOf(ShardUnavailableException.class)
                    .hasMessageContaining("too many lookups under way"));
        });
    }

    @Test
    void keepsToOneConnectionUntilThatIsBusy() {
        // Whichever is made first has all calls until the other is there.
        await().atMost(PATIENCE).until(() -> {
            shard.forgetConnections();
            for (int i = 0; i < 20; i++) {
                vectors(answers(hasty(PATIENCE)));
            }
            return shard.connectionsUsed() == 1;
        });

        shard.mood(Mood.SILENT);
        await().atMost(PATIENCE).until(() -> {
            client.lookup(hasty(PATIENCE)).subscribe(BodyFrames::discard, failure -> {});
            return shard.connectionsUsed() == 2;
        });
    }

    @Test
    void saysWhereNoInstanceIsKnown() {
        replicas.tryEmitNext(List.of()).orThrow();

        StepVerifier.create(client.lookup(hasty(PATIENCE)))
                .expectErrorMessage("embedding-1: no instance known (expected: at least one running embedding service)")
                .verify(PATIENCE);
    }

    @Test
    void timesCallsByTheirOutcome() {
        vectors(answers(hasty(PATIENCE)));

        assertThat(meters.get("outrank.ranking.shard.lookup")
                        .tag("shard", "embedding-1")
                        .tag("outcome", "pooled")
                        .timer()
                        .count())
                .isOne();
    }

    @Test
    void countsTheBytesOfFramesBothWays() {
        LookupRequest request = hasty(PATIENCE);
        ByteBuf sent = LookupFrames.encodeRequest(request, 1, ByteBufAllocator.DEFAULT);
        vectors(answers(request));

        assertThat(bytes("outrank.ranking.lookup.sent")).isEqualTo(sent.readableBytes());
        assertThat(bytes("outrank.ranking.lookup.received")).isGreaterThan(LookupFrames.HEADER_BYTES);
        sent.release();
    }

    private double bytes(String meter) {
        return meters.get(meter).tag("shard", "embedding-1").counter().count();
    }
}
