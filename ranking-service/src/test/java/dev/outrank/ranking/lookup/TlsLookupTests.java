package dev.outrank.ranking.lookup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.outrank.bundle.plan.VectorType;
import dev.outrank.lookup.LookupAnswer;
import dev.outrank.lookup.connection.ConnectionSettings;
import dev.outrank.ranking.fixture.FakeShard;
import dev.outrank.ranking.fixture.LookupClients;
import dev.outrank.ranking.request.ShardUnavailableException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.netty.tcp.TcpResources;
import reactor.test.StepVerifier;

/** Every way over TCP, encrypted; and what those see who do not trust the shard, or do not speak TLS. */
class TlsLookupTests extends EmbeddingClientContract {

    @SuppressWarnings("NullAway.Init") // Set before each test.
    private FakeShard shard;

    @SuppressWarnings("NullAway.Init") // Set before each test.
    private X509Bundle authority;

    @Override
    EmbeddingClient open(Path directory) throws Exception {
        authority = authority();
        X509Bundle certificate = new CertificateBuilder()
                .subject("CN=shard")
                .addSanDnsName("localhost")
                .buildIssuedBy(authority);
        shard = new FakeShard(
                directory,
                SslContextBuilder.forServer(certificate.getKeyPair().getPrivate(), certificate.getCertificatePath())
                        .build());
        return connect(trusting(authority));
    }

    private static X509Bundle authority() throws Exception {
        return new CertificateBuilder()
                .subject("CN=authority")
                .setIsCertificateAuthority(true)
                .buildSelfSigned();
    }

    private static SslContext trusting(X509Bundle root) throws Exception {
        return SslContextBuilder.forClient().trustManager(root.getCertificate()).build();
    }

    private EmbeddingClient connect(@Nullable SslContext tls) {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        TcpClientSettings settings = new TcpClientSettings(
                Duration.ofSeconds(10),
                2,
                Duration.ofMillis(5),
                Duration.ofMillis(50),
                new ConnectionSettings(1 << 24, 128, Duration.ofMillis(300), Duration.ofSeconds(5), 1 << 24, false),
                tls);
        return new ReplicatedEmbeddingClient(
                LookupClients.at("localhost", shard.tcpPort()),
                new TcpTransport(settings, TcpResources.get()),
                LookupClients.patient(),
                meters);
    }

    @AfterEach
    void closeShard() {
        shard.close();
    }

    private void assertUnavailable(EmbeddingClient stranger, String message) {
        try (stranger) {
            await().atMost(PATIENCE).untilAsserted(() -> StepVerifier.create(
                            stranger.lookup(request(VectorType.FLOAT32, 0, bags(2, 2))))
                    .expectErrorSatisfies(failure -> assertThat(failure)
                            .isInstanceOf(ShardUnavailableException.class)
                            .hasMessageContaining(message))
                    .verify(PATIENCE));
        }
    }

    @Test
    void sendsNothingToAShardThatItDoesNotTrust() throws Exception {
        assertUnavailable(connect(trusting(authority())), "embedding-1: TLS failed: (bad_certificate)");

        assertThat(shard.calls()).isZero();
    }

    @Test
    void failsWithoutEncryptionWhereTheShardWantsIt() {
        assertUnavailable(connect(null), "embedding-1: ");

        assertThat(shard.calls()).isZero();
        StepVerifier.create(client.lookup(request(VectorType.FLOAT32, 0, bags(2, 2))))
                .assertNext(answer -> {
                    assertThat(answer).isInstanceOf(LookupAnswer.Pooled.class);
                    ((LookupAnswer.Pooled) answer).response().close();
                })
                .expectComplete()
                .verify(PATIENCE);
    }
}
