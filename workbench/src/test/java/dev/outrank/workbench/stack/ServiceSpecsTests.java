package dev.outrank.workbench.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class ServiceSpecsTests {

    private static final Path HOME = Path.of("/home-of-the-stack");

    private static ServiceSpecs specs(int shards, int replicas, boolean singular) {
        return specs(shards, replicas, singular, JvmGoal.THROUGHPUT);
    }

    private static ServiceSpecs specs(int shards, int replicas, boolean singular, JvmGoal goal) {
        Map<ServiceKind, ServiceImage> images = Stream.of(ServiceKind.values())
                .collect(Collectors.toMap(
                        Function.identity(),
                        kind -> new ServiceImage(kind, Path.of("java"), Path.of(kind.module() + ".jar"), null)));
        StackSettings settings = new StackSettings(
                HOME, HOME, HOME.resolve("data"), shards, replicas, singular, goal, new StackPorts(10));
        return new ServiceSpecs(settings, images);
    }

    @Test
    void tellsRankingEveryReplicaOfEveryShard() {
        assertThat(specs(2, 2, false).rankings()).singleElement().satisfies(ranking -> assertThat(ranking.command())
                .contains(
                        "--outrank.ranking.mode=distributed",
                        "--spring.cloud.discovery.client.simple.instances.embedding-0[0].uri=http://127.0.0.1:8210",
                        "--spring.cloud.discovery.client.simple.instances.embedding-0[1].uri=http://127.0.0.1:8310",
                        "--spring.cloud.discovery.client.simple.instances.embedding-1[1].uri=http://127.0.0.1:8311"));
    }

    @Test
    void tellsTheGatewayTheDistributedRankingOnly() {
        assertThat(specs(1, 1, true).gateway().command())
                .contains("--spring.cloud.discovery.client.simple.instances.ranking[0].uri=http://127.0.0.1:8110")
                .noneMatch(argument -> argument.contains("8111"));
    }

    @Test
    void givesEachEmbeddingServiceItsShardPortsAndLastKnownGoodCopy() {
        ServiceSpec second = specs(2, 1, false).embeddings().get(1);
        assertThat(second.name()).isEqualTo("embedding-1");
        assertThat(second.managementPort()).isEqualTo(9211);
        assertThat(second.command())
                .contains(
                        "--outrank.embedding.shard=1",
                        "--server.port=8211",
                        "--outrank.embedding.tcp.port=10211",
                        "--server.address=127.0.0.1",
                        "--management.server.port=9211",
                        "--outrank.registry.url=http://127.0.0.1:8898",
                        "--outrank.registry.last-known-good=/home-of-the-stack/data/embedding-1/last-known-good.json",
                        "--add-modules=jdk.incubator.vector");
    }

    @Test
    void keepsTheVectorModuleFromServicesThatRunNoKernels() {
        assertThat(specs(1, 1, false).config().command()).noneMatch(argument -> argument.contains("incubator"));
    }

    @Test
    void leavesTheOptimizingCompilerOutWhereTheStackIsToStartQuickly() {
        assertThat(specs(1, 1, false, JvmGoal.QUICK_START)
                        .embeddings()
                        .getFirst()
                        .command())
                .contains("-XX:TieredStopAtLevel=1")
                .noneMatch(argument -> argument.contains("incubator"));
    }
}
