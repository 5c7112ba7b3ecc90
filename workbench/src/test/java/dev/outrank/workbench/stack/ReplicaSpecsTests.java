package dev.outrank.workbench.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.outrank.bundle.failure.CallerException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class ReplicaSpecsTests {

    private static final ReplicaShape SHAPE = new ReplicaShape(2, 2, 2, 1);
    private static final int FIRST_PORT = 11_000;
    private static final int FIRST_LOOKUP_PORT = 12_000;

    private static Map<String, ServiceSpec> specs() {
        Map<ServiceKind, ServiceImage> images = Stream.of(ServiceKind.values())
                .collect(Collectors.toMap(
                        Function.identity(),
                        kind -> new ServiceImage(kind, Path.of("java"), Path.of(kind.module() + ".jar"), null)));
        Map<String, Integer> ports = new HashMap<>(Map.of(ReplicaShape.CONFIG, FIRST_PORT - 1));
        Map<String, Integer> lookupPorts = new HashMap<>();
        SHAPE.servingNames().forEach(name -> ports.put(name, FIRST_PORT + ports.size() - 1));
        SHAPE.embeddings().forEach(name -> lookupPorts.put(name, FIRST_LOOKUP_PORT + lookupPorts.size()));
        return new ReplicaSpecs(SHAPE, images, Path.of("/home"), ports, lookupPorts, List.of("-Dleaks=all"), List.of())
                .all();
    }

    private static List<String> command(String name) {
        return Objects.requireNonNull(specs().get(name)).command();
    }

    @Test
    void namesEveryServiceOnceAndTheConfigServerFirst() {
        assertThat(specs().keySet())
                .containsExactly(
                        "config-server",
                        "embedding-0",
                        "embedding-0-r1",
                        "embedding-1",
                        "embedding-1-r1",
                        "ranking-0",
                        "ranking-1",
                        "gateway-0");
    }

    @Test
    void sendsLookupsOfRankingsThroughTheProxies() {
        String instances = "--spring.cloud.discovery.client.simple.instances.";
        assertThat(command("ranking-1"))
                .contains(
                        instances + "embedding-0[0].uri=http://127.0.0.1:11000",
                        instances + "embedding-0[0].metadata.lookup-port=12000",
                        instances + "embedding-1[1].uri=http://127.0.0.1:11003",
                        instances + "embedding-1[1].metadata.lookup-port=12003");
        assertThat(command("gateway-0"))
                .contains(
                        instances + "ranking[0].uri=http://127.0.0.1:11004",
                        instances + "ranking[1].uri=http://127.0.0.1:11005");
    }

    @Test
    void givesEachReplicaItsShardAndItsOwnCopyOfTheRegistry() {
        assertThat(command("embedding-1-r1"))
                .contains(
                        "--outrank.embedding.shard=1",
                        "--server.port=11003",
                        "--outrank.embedding.tcp.port=13003",
                        "--outrank.registry.url=http://127.0.0.1:10999",
                        "--outrank.registry.last-known-good=/home/embedding-1-r1/last-known-good.json");
    }

    @Test
    void givesFlagsToEveryJvmBeforeItsJar() {
        assertThat(specs().values())
                .allSatisfy(spec -> assertThat(spec.command().indexOf("-Dleaks=all"))
                        .isBetween(1, spec.command().indexOf("-jar")));
    }

    @Test
    void refusesAShapeWithoutReplicas() {
        assertThatExceptionOfType(CallerException.class)
                .isThrownBy(() -> new ReplicaShape(1, 0, 1, 1))
                .withMessageContaining("1, 0, 1, 1 (expected: each at least 1)");
    }
}
