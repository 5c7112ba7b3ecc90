package dev.outrank.registry;

import dev.outrank.bundle.failure.OutrankException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;

/** The registry over HTTP: a conditional {@code GET} of its snapshot. */
final class HttpSnapshotSource implements SnapshotSource {

    /** Names the registry's database; changes only when that is made anew. */
    static final String REGISTRY_HEADER = "Outrank-Registry";

    /** Far above any real registry (a version is about 300 bytes), far below what would hurt the heap. */
    private static final int MAX_SNAPSHOT_BYTES = 16 << 20;

    private final WebClient client;
    private final URI url;
    private final Duration timeout;

    HttpSnapshotSource(RegistrySettings settings, WebClient.Builder builder) {
        this.url = settings.snapshotUrl();
        this.timeout = settings.timeout();
        this.client = builder.clone()
                .filter(new HeapBodies())
                .codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(MAX_SNAPSHOT_BYTES))
                .build();
    }

    @Override
    public Mono<Fetched> fetch(@Nullable String etag) {
        return client.get()
                .uri(url)
                .accept(MediaType.APPLICATION_JSON)
                .headers(headers -> {
                    if (etag != null) {
                        headers.set(HttpHeaders.IF_NONE_MATCH, etag);
                    }
                })
                .exchangeToMono(this::read)
                .timeout(timeout)
                .onErrorMap(e -> !(e instanceof OutrankException), this::explain);
    }

    private Mono<Fetched> read(ClientResponse response) {
        if (response.statusCode().isSameCodeAs(HttpStatus.NOT_MODIFIED)) {
            return response.releaseBody().thenReturn(new Fetched.Unchanged());
        }
        if (!response.statusCode().isSameCodeAs(HttpStatus.OK)) {
            return response.releaseBody()
                    .then(Mono.error(new RegistryException(
                            url + ": status " + response.statusCode().value() + " (expected: 200 or 304)")));
        }
        HttpHeaders headers = response.headers().asHttpHeaders();
        String registry = headers.getFirst(REGISTRY_HEADER);
        return response.bodyToMono(byte[].class)
                .defaultIfEmpty(new byte[0])
                .map(body -> new Fetched.Changed(
                        new IdentifiedSnapshot(
                                registry == null ? "" : registry, SnapshotFormat.parse(body, url.toString())),
                        headers.getETag()));
    }

    private RegistryException explain(Throwable failure) {
        String reason = failure instanceof TimeoutException ? "no answer within " + timeout : failure.getMessage();
        return new RegistryException(url + ": " + reason, failure);
    }
}
