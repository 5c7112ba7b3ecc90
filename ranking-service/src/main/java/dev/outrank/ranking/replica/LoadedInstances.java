package dev.outrank.ranking.replica;

import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.cloud.client.DefaultServiceInstance;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.loadbalancer.core.DelegatingServiceInstanceListSupplier;
import org.springframework.cloud.loadbalancer.core.ServiceInstanceListSupplier;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Asks each of several instances what it has loaded, {@code GET /models}, and writes the answer into its metadata. One that does not say is left as it
 * is: whether it answers lookups is for those who call it to find out. A single one is not asked, since nothing could be chosen instead.
 */
final class LoadedInstances extends DelegatingServiceInstanceListSupplier {

    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();
    private static final Logger log = LoggerFactory.getLogger(LoadedInstances.class);

    /** The key of an instance's metadata with the versions that it has loaded, {@code model version fingerprint} a line. */
    private static final String LOADED = "outrank-loaded";

    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final WebClient http;

    LoadedInstances(ServiceInstanceListSupplier delegate, WebClient http) {
        super(delegate);
        this.http = http;
    }

    /** What is read of the answer of {@code GET /models}. */
    record Models(@Nullable List<Loaded> loaded) {}

    /** A version in it; the fingerprint as 16 hexadecimal digits. */
    record Loaded(String model, String version, String fingerprint) {}

    @Override
    public Flux<List<ServiceInstance>> get() {
        return delegate.get().concatMap(this::asked);
    }

    private Mono<List<ServiceInstance>> asked(List<ServiceInstance> instances) {
        if (instances.size() < 2) {
            return Mono.just(instances);
        }
        return Flux.fromIterable(instances).flatMapSequential(this::asked).collectList();
    }

    private Mono<ServiceInstance> asked(ServiceInstance instance) {
        return http.get()
                .uri(instance.getUri() + "/models")
                .retrieve()
                .bodyToMono(byte[].class)
                .timeout(PATIENCE)
                // The first time a mapper takes locks, which an event loop must not wait for.
                .publishOn(Schedulers.boundedElastic())
                .map(body -> saying(instance, JSON.readValue(body, Models.class)))
                .onErrorResume(failure -> {
                    log.debug("{} does not say what it has loaded: {}", instance.getUri(), failure.toString());
                    return Mono.just(instance);
                });
    }

    private static ServiceInstance saying(ServiceInstance instance, Models models) {
        List<Loaded> loaded = models.loaded() == null ? List.of() : models.loaded();
        Map<String, String> metadata =
                new HashMap<>(instance.getMetadata() == null ? Map.of() : instance.getMetadata());
        metadata.put(
                LOADED,
                loaded.stream()
                        .map(version -> version.model() + ' ' + version.version() + ' ' + version.fingerprint())
                        .sorted()
                        .collect(Collectors.joining("\n")));
        return new DefaultServiceInstance(
                instance.getInstanceId(),
                instance.getServiceId(),
                instance.getHost(),
                instance.getPort(),
                instance.isSecure(),
                metadata);
    }

    /** Returns what an instance has said; null where it has not. */
    static @Nullable Set<LoadedVersion> loaded(ServiceInstance instance) {
        String said =
                instance.getMetadata() == null ? null : instance.getMetadata().get(LOADED);
        return said == null ? null : said.lines().map(LoadedInstances::version).collect(Collectors.toSet());
    }

    private static LoadedVersion version(String line) {
        String[] parts = line.split(" ", 3);
        return new LoadedVersion(parts[0], parts[1], HexFormat.fromHexDigitsToLong(parts[2]));
    }
}
