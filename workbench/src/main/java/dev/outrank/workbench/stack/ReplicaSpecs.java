package dev.outrank.workbench.stack;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The services of a {@link ReplicaStack} with their command lines; ranking finds each replica behind its proxy. */
final class ReplicaSpecs {

    private static final String INSTANCES = "--spring.cloud.discovery.client.simple.instances.";

    /** Little, so that a machine holds all of them and memory that grows is seen. */
    private static final Map<ServiceKind, Integer> HEAP_MEGABYTES = Map.of(
            ServiceKind.CONFIG, 128, ServiceKind.EMBEDDING, 96, ServiceKind.RANKING, 192, ServiceKind.GATEWAY, 96);

    private final ReplicaShape shape;
    private final Map<ServiceKind, ServiceImage> images;
    private final Path directory;
    private final Map<String, Integer> ports;
    private final Map<String, Integer> lookupPorts;
    private final List<String> jvmFlags;
    private final List<String> arguments;

    /**
     * Makes specs.
     *
     * @param ports of the services by name
     * @param lookupPorts where rankings call replicas, by name
     * @param jvmFlags of every service
     * @param arguments of every service
     */
    ReplicaSpecs(
            ReplicaShape shape,
            Map<ServiceKind, ServiceImage> images,
            Path directory,
            Map<String, Integer> ports,
            Map<String, Integer> lookupPorts,
            List<String> jvmFlags,
            List<String> arguments) {
        this.shape = shape;
        this.images = Map.copyOf(images);
        this.directory = directory;
        this.ports = Map.copyOf(ports);
        this.lookupPorts = Map.copyOf(lookupPorts);
        this.jvmFlags = List.copyOf(jvmFlags);
        this.arguments = List.copyOf(arguments);
    }

    /** Returns all by name, the config-server first. */
    Map<String, ServiceSpec> all() {
        Map<String, ServiceSpec> specs = new LinkedHashMap<>();
        add(specs, config());
        for (int shard = 0; shard < shape.shards(); shard++) {
            for (String name : shape.embeddings(shard)) {
                add(specs, embedding(shard, name));
            }
        }
        shape.rankingNames().forEach(name -> add(specs, ranking(name)));
        shape.gatewayNames().forEach(name -> add(specs, gateway(name)));
        return specs;
    }

    private static void add(Map<String, ServiceSpec> specs, ServiceSpec spec) {
        specs.put(spec.name(), spec);
    }

    private ServiceSpec config() {
        Path database = directory.resolve(ReplicaShape.CONFIG).resolve("registry");
        return spec(ServiceKind.CONFIG, ReplicaShape.CONFIG, List.of("--outrank.registry.database=" + database));
    }

    private ServiceSpec embedding(int shard, String name) {
        return spec(
                ServiceKind.EMBEDDING,
                name,
                List.of(
                        "--outrank.embedding.shard=" + shard,
                        "--outrank.embedding.tcp.port=" + StackPorts.lookups(port(name))));
    }

    private ServiceSpec ranking(String name) {
        List<String> arguments = new ArrayList<>(List.of(
                "--outrank.ranking.mode=distributed",
                // All services share this machine: a thread for each processor in each of them would let twice as many
                // requests in as it can work on.
                "--outrank.ranking.compute.threads=1",
                // Gateways look every second who is ready.
                "--outrank.ranking.http.drain=3s"));
        for (int shard = 0; shard < shape.shards(); shard++) {
            for (int replica = 0; replica < shape.replicas(); replica++) {
                String called = shape.embedding(shard, replica);
                String instance = instance("embedding-" + shard, replica);
                arguments.add(uri(instance, called));
                arguments.add(instance + ".metadata.lookup-port=" + Objects.requireNonNull(lookupPorts.get(called)));
            }
        }
        return spec(ServiceKind.RANKING, name, arguments);
    }

    private ServiceSpec gateway(String name) {
        List<String> arguments = new ArrayList<>(List.of(
                // All load comes from one client, this process.
                "--outrank.gateway.client.max-in-flight=0",
                // Callers have connections of their own, and no load balancer that would take them elsewhere.
                "--outrank.gateway.http.drain=3s"));
        for (int ranking = 0; ranking < shape.rankings(); ranking++) {
            arguments.add(uri(instance("ranking", ranking), shape.rankingNames().get(ranking)));
        }
        return spec(ServiceKind.GATEWAY, name, arguments);
    }

    private static String instance(String service, int index) {
        return INSTANCES + service + "[" + index + "]";
    }

    private String uri(String instance, String name) {
        return instance + ".uri=http://127.0.0.1:" + port(name);
    }

    private int port(String name) {
        return Objects.requireNonNull(ports.get(name));
    }

    private ServiceSpec spec(ServiceKind kind, String name, List<String> own) {
        int port = port(name);
        String config = "http://127.0.0.1:" + port(ReplicaShape.CONFIG);
        List<String> all = new ArrayList<>(List.of(
                "--server.address=127.0.0.1",
                "--server.port=" + port,
                "--management.server.address=127.0.0.1",
                "--management.server.port=" + StackPorts.management(port),
                "--outrank.config.url=" + config,
                "--outrank.registry.url=" + config,
                "--outrank.registry.last-known-good=" + directory.resolve(name).resolve("last-known-good.json")));
        all.addAll(own);
        all.addAll(arguments);
        ServiceImage image = Objects.requireNonNull(images.get(kind));
        JvmHeap heap = JvmHeap.of(kind.heap().collector(), Objects.requireNonNull(HEAP_MEGABYTES.get(kind)));
        List<String> command = new ArrayList<>(image.command(JvmGoal.QUICK_START, heap, all));
        command.addAll(1, jvmFlags);
        return new ServiceSpec(name, command, port);
    }
}
