package dev.outrank.gateway.replica;

import java.time.Duration;
import org.springframework.cloud.client.ServiceInstance;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientResponse;
import reactor.netty.resources.ConnectionProvider;

/** Asks a replica whether it takes requests. Safe for use by many threads. */
final class ReadinessCheck {

    /** Of the Open Inference Protocol; 503 from a replica that drains or has no model yet. */
    private static final String PATH = "/v2/health/ready";

    private static final int OK = 200;

    private final HttpClient client;
    private final Duration timeout;

    ReadinessCheck(Duration timeout, Duration addressTimeToLive) {
        // Connections of its own, and new ones: a check must neither wait for a free one nor learn from one that is
        // half dead.
        this.client = HttpClient.create(ConnectionProvider.newConnection())
                .disableRetry(true)
                .resolver(names -> names.cacheMaxTimeToLive(addressTimeToLive));
        this.timeout = timeout;
    }

    /** Returns what the replica says; never fails. */
    Mono<Readiness> ask(ServiceInstance replica) {
        return client.get()
                .uri(replica.getUri().resolve(PATH))
                .responseSingle((head, body) -> Mono.just(readiness(head)))
                .timeout(timeout, Mono.just(Readiness.SILENT))
                .onErrorResume(failure -> Mono.just(Readiness.NOT_READY))
                .defaultIfEmpty(Readiness.NOT_READY);
    }

    private static Readiness readiness(HttpClientResponse head) {
        return head.status().code() == OK ? Readiness.READY : Readiness.NOT_READY;
    }
}
