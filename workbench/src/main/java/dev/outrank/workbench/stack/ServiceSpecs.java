package dev.outrank.workbench.stack;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The services of a stack with their command lines. All listen on the loopback address only. */
final class ServiceSpecs {

    private static final String INSTANCES = "--spring.cloud.discovery.client.simple.instances.";

    private final StackSettings settings;
    private final Map<ServiceKind, ServiceImage> images;

    ServiceSpecs(StackSettings settings, Map<ServiceKind, ServiceImage> images) {
        this.settings = settings;
        this.images = new EnumMap<>(images);
    }

    /** Returns {@code embedding-<shard>}, with {@code -r<replica>} for all but the first replica. */
    static String embeddingName(int shard, int replica) {
        return "embedding-" + shard + (replica == 0 ? "" : "-r" + replica);
    }

    ServiceSpec config() {
        List<String> arguments = List.of(
                "--outrank.registry.database=" + settings.data("config-server").resolve("registry"));
        return spec(ServiceKind.CONFIG, "config-server", settings.ports().config(), arguments);
    }

    List<ServiceSpec> embeddings() {
        List<ServiceSpec> specs = new ArrayList<>();
        for (int shard = 0; shard < settings.shards(); shard++) {
            for (int replica = 0; replica < settings.replicas(); replica++) {
                specs.add(spec(
                        ServiceKind.EMBEDDING,
                        embeddingName(shard, replica),
                        settings.ports().embedding(shard, replica),
                        List.of(
                                "--outrank.embedding.shard=" + shard,
                                "--outrank.embedding.tcp.port="
                                        + StackPorts.lookups(settings.ports().embedding(shard, replica)))));
            }
        }
        return specs;
    }

    /** Returns the distributed ranking service and, where wanted, the singular one. */
    List<ServiceSpec> rankings() {
        List<String> distributed = new ArrayList<>(List.of("--outrank.ranking.mode=distributed"));
        for (int shard = 0; shard < settings.shards(); shard++) {
            for (int replica = 0; replica < settings.replicas(); replica++) {
                distributed.add(
                        instance("embedding-" + shard, replica, settings.ports().embedding(shard, replica)));
            }
        }
        List<ServiceSpec> specs = new ArrayList<>();
        specs.add(spec(ServiceKind.RANKING, "ranking", settings.ports().ranking(), distributed));
        if (settings.singular()) {
            specs.add(spec(
                    ServiceKind.RANKING,
                    "ranking-singular",
                    settings.ports().singularRanking(),
                    List.of("--outrank.ranking.mode=singular")));
        }
        return specs;
    }

    ServiceSpec gateway() {
        return spec(
                ServiceKind.GATEWAY,
                "gateway",
                settings.ports().gateway(),
                List.of(instance("ranking", 0, settings.ports().ranking())));
    }

    private static String instance(String service, int index, int port) {
        return INSTANCES + service + "[" + index + "].uri=http://127.0.0.1:" + port;
    }

    private ServiceSpec spec(ServiceKind kind, String name, int port, List<String> own) {
        String config = "http://127.0.0.1:" + settings.ports().config();
        List<String> arguments = new ArrayList<>(List.of(
                "--server.address=127.0.0.1",
                "--server.port=" + port,
                "--management.server.address=127.0.0.1",
                "--management.server.port=" + StackPorts.management(port),
                // Nobody calls a stack that is being stopped; by default its services would wait for two seconds.
                "--spring.reactor.netty.shutdown-quiet-period=0s",
                "--outrank.config.url=" + config,
                "--outrank.registry.url=" + config,
                "--outrank.registry.last-known-good=" + settings.data(name).resolve("last-known-good.json")));
        arguments.addAll(own);
        ServiceImage image = Objects.requireNonNull(images.get(kind));
        return new ServiceSpec(name, image.command(settings.goal(), arguments), port);
    }
}
