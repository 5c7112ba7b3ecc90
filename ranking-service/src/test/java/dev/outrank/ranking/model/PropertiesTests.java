package dev.outrank.ranking.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrank.bundle.memory.MemoryMode;
import dev.outrank.bundle.memory.ReadAdvice;
import dev.outrank.ranking.compute.ComputeProperties;
import dev.outrank.ranking.dense.DenseProperties;
import dev.outrank.ranking.lookup.LookupProperties;
import dev.outrank.ranking.replica.DiscoveryProperties;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.unit.DataSize;

/** Pins every default and every name of this service's properties, but those of the HTTP interfaces. */
class PropertiesTests {

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties({
        RankingProperties.class,
        RegistryProperties.class,
        ComputeProperties.class,
        DenseProperties.class,
        LookupProperties.class,
        DiscoveryProperties.class
    })
    static class Everything {}

    private final ApplicationContextRunner runner =
            new ApplicationContextRunner().withUserConfiguration(Everything.class);

    @Test
    void haveTheseDefaults() {
        runner.run(context -> {
            assertThat(context.getBean(RankingProperties.class))
                    .isEqualTo(new RankingProperties(
                            RankingMode.DISTRIBUTED, "auto", MemoryMode.AUTO, ReadAdvice.RANDOM, false, false));
            assertThat(context.getBean(RegistryProperties.class))
                    .isEqualTo(new RegistryProperties(
                            URI.create("http://127.0.0.1:8888"),
                            Path.of("var/ranking/last-known-good.json"),
                            Duration.ofSeconds(1),
                            Duration.ofSeconds(2),
                            null));
            assertThat(context.getBean(ComputeProperties.class))
                    .isEqualTo(new ComputeProperties(0, 128, 256, new ComputeProperties.Adaptive(true, 32, 3, 500)));
            assertThat(context.getBean(DenseProperties.class))
                    .isEqualTo(new DenseProperties(
                            1,
                            8,
                            DataSize.ofMegabytes(512),
                            DataSize.ofMegabytes(256),
                            0,
                            Map.of(),
                            Map.of(),
                            true,
                            true,
                            true,
                            false,
                            null));
            assertThat(context.getBean(LookupProperties.class))
                    .isEqualTo(new LookupProperties(
                            LookupProperties.Transport.TCP,
                            Duration.ofMillis(500),
                            64,
                            256,
                            Duration.ofSeconds(30),
                            DataSize.ofMegabytes(64),
                            new LookupProperties.Breaker(20, 10, 50, Duration.ofSeconds(1)),
                            new LookupProperties.Ejection(
                                    3,
                                    Duration.ofMillis(10),
                                    5,
                                    Duration.ofMillis(400),
                                    Duration.ofSeconds(1),
                                    Duration.ofSeconds(10),
                                    50),
                            new LookupProperties.Hedge(5, 10, Duration.ofMillis(2)),
                            new LookupProperties.Retry(10, 100),
                            new LookupProperties.Tcp(
                                    2000,
                                    0,
                                    256,
                                    Duration.ofSeconds(5),
                                    Duration.ofSeconds(2),
                                    Duration.ofMillis(20),
                                    Duration.ofSeconds(1),
                                    null)));
            assertThat(context.getBean(DiscoveryProperties.class))
                    .isEqualTo(new DiscoveryProperties(
                            Duration.ofSeconds(1), new DiscoveryProperties.Dns(null, 8200, Duration.ofSeconds(1))));
        });
    }

    @Test
    void haveTheseNames() {
        Map<String, String> values = Map.ofEntries(
                Map.entry("outrank.ranking.mode", "singular"),
                Map.entry("outrank.ranking.kernels", "scalar"),
                Map.entry("outrank.ranking.memory", "copied"),
                Map.entry("outrank.ranking.read-advice", "normal"),
                Map.entry("outrank.ranking.pre-touch", "true"),
                Map.entry("outrank.ranking.lock", "true"),
                Map.entry("outrank.registry.url", "http://config:1"),
                Map.entry("outrank.registry.last-known-good", "a/b.json"),
                Map.entry("outrank.registry.poll-interval", "3s"),
                Map.entry("outrank.registry.timeout", "4s"),
                Map.entry("outrank.registry.instance", "me"),
                Map.entry("outrank.ranking.compute.threads", "5"),
                Map.entry("outrank.ranking.compute.queue-limit", "6"),
                Map.entry("outrank.ranking.compute.max-in-flight", "7"),
                Map.entry("outrank.ranking.compute.adaptive.enabled", "false"),
                Map.entry("outrank.ranking.compute.adaptive.first-per-thread", "8"),
                Map.entry("outrank.ranking.compute.adaptive.least-per-thread", "9"),
                Map.entry("outrank.ranking.compute.adaptive.warm-up", "10"),
                Map.entry("outrank.ranking.dense.intra-op-threads", "8"),
                Map.entry("outrank.ranking.dense.idle-workspaces", "9"),
                Map.entry("outrank.ranking.dense.idle-memory", "20B"),
                Map.entry("outrank.ranking.dense.max-workspace", "10B"),
                Map.entry("outrank.ranking.dense.batch-size", "30"),
                Map.entry("outrank.ranking.dense.batch-sizes.a", "31"),
                Map.entry("outrank.ranking.dense.batching.a.max-candidates", "32"),
                Map.entry("outrank.ranking.dense.batching.a.max-delay", "33ms"),
                Map.entry("outrank.ranking.dense.batching.b.max-candidates", "512"),
                Map.entry("outrank.ranking.dense.user-once", "false"),
                Map.entry("outrank.ranking.dense.arena", "false"),
                Map.entry("outrank.ranking.dense.memory-pattern", "false"),
                Map.entry("outrank.ranking.dense.flush-denormals", "true"),
                Map.entry("outrank.ranking.dense.cache-directory", "c"),
                Map.entry("outrank.ranking.lookup.connect-timeout", "11ms"),
                Map.entry("outrank.ranking.lookup.max-connections", "12"),
                Map.entry("outrank.ranking.lookup.max-pending", "13"),
                Map.entry("outrank.ranking.lookup.idle-timeout", "14s"),
                Map.entry("outrank.ranking.lookup.max-frame-size", "15B"),
                Map.entry("outrank.ranking.lookup.breaker.window", "18"),
                Map.entry("outrank.ranking.lookup.breaker.minimum-calls", "17"),
                Map.entry("outrank.ranking.lookup.breaker.failure-percent", "16"),
                Map.entry("outrank.ranking.lookup.breaker.open", "19s"),
                Map.entry("outrank.ranking.lookup.transport", "http"),
                Map.entry("outrank.ranking.lookup.tcp.port-offset", "20"),
                Map.entry("outrank.ranking.lookup.tcp.connections", "21"),
                Map.entry("outrank.ranking.lookup.tcp.max-streams", "22"),
                Map.entry("outrank.ranking.lookup.tcp.quiet", "23s"),
                Map.entry("outrank.ranking.lookup.tcp.patience", "24s"),
                Map.entry("outrank.ranking.lookup.tcp.least-backoff", "25ms"),
                Map.entry("outrank.ranking.lookup.tcp.most-backoff", "26s"),
                Map.entry("outrank.ranking.lookup.ejection.slow-factor", "4"),
                Map.entry("outrank.ranking.lookup.ejection.slow-at-least", "40ms"),
                Map.entry("outrank.ranking.lookup.ejection.minimum-calls", "41"),
                Map.entry("outrank.ranking.lookup.ejection.silent-after", "42ms"),
                Map.entry("outrank.ranking.lookup.ejection.first", "43s"),
                Map.entry("outrank.ranking.lookup.ejection.longest", "44s"),
                Map.entry("outrank.ranking.lookup.ejection.most-percent", "45"),
                Map.entry("outrank.ranking.lookup.hedge.percent", "46"),
                Map.entry("outrank.ranking.lookup.hedge.burst", "47"),
                Map.entry("outrank.ranking.lookup.hedge.at-least", "48ms"),
                Map.entry("outrank.ranking.lookup.retry.percent", "49"),
                Map.entry("outrank.ranking.lookup.retry.burst", "50"),
                Map.entry("outrank.ranking.discovery.refresh", "51s"),
                Map.entry("outrank.ranking.discovery.dns.host", "{service}.test"),
                Map.entry("outrank.ranking.discovery.dns.port", "52"),
                Map.entry("outrank.ranking.discovery.dns.timeout", "53s"),
                Map.entry("outrank.ranking.lookup.tcp.ssl-bundle", "shards"));
        runner.withPropertyValues(values.entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + entry.getValue())
                        .toArray(String[]::new))
                .run(context -> {
                    assertThat(context.getBean(RankingProperties.class))
                            .isEqualTo(new RankingProperties(
                                    RankingMode.SINGULAR, "scalar", MemoryMode.COPIED, ReadAdvice.NORMAL, true, true));
                    assertThat(context.getBean(RegistryProperties.class))
                            .isEqualTo(new RegistryProperties(
                                    URI.create("http://config:1"),
                                    Path.of("a/b.json"),
                                    Duration.ofSeconds(3),
                                    Duration.ofSeconds(4),
                                    "me"));
                    assertThat(context.getBean(ComputeProperties.class))
                            .isEqualTo(new ComputeProperties(5, 6, 7, new ComputeProperties.Adaptive(false, 8, 9, 10)));
                    assertThat(context.getBean(DenseProperties.class))
                            .isEqualTo(new DenseProperties(
                                    8,
                                    9,
                                    DataSize.ofBytes(20),
                                    DataSize.ofBytes(10),
                                    30,
                                    Map.of("a", 31),
                                    Map.of(
                                            "a", new DenseProperties.Batching(32, Duration.ofMillis(33)),
                                            "b", new DenseProperties.Batching(512, Duration.ofMillis(1))),
                                    false,
                                    false,
                                    false,
                                    true,
                                    Path.of("c")));
                    assertThat(context.getBean(LookupProperties.class))
                            .isEqualTo(new LookupProperties(
                                    LookupProperties.Transport.HTTP,
                                    Duration.ofMillis(11),
                                    12,
                                    13,
                                    Duration.ofSeconds(14),
                                    DataSize.ofBytes(15),
                                    new LookupProperties.Breaker(18, 17, 16, Duration.ofSeconds(19)),
                                    new LookupProperties.Ejection(
                                            4,
                                            Duration.ofMillis(40),
                                            41,
                                            Duration.ofMillis(42),
                                            Duration.ofSeconds(43),
                                            Duration.ofSeconds(44),
                                            45),
                                    new LookupProperties.Hedge(46, 47, Duration.ofMillis(48)),
                                    new LookupProperties.Retry(49, 50),
                                    new LookupProperties.Tcp(
                                            20,
                                            21,
                                            22,
                                            Duration.ofSeconds(23),
                                            Duration.ofSeconds(24),
                                            Duration.ofMillis(25),
                                            Duration.ofSeconds(26),
                                            "shards")));
                    assertThat(context.getBean(DiscoveryProperties.class))
                            .isEqualTo(new DiscoveryProperties(
                                    Duration.ofSeconds(51),
                                    new DiscoveryProperties.Dns("{service}.test", 52, Duration.ofSeconds(53))));
                });
    }

    @Test
    void refuseWhatMakesNoSense() {
        for (String wrong : new String[] {
            "outrank.ranking.kernels=gpu",
            "outrank.ranking.mode=plural",
            "outrank.ranking.memory=paper",
            "outrank.ranking.compute.queue-limit=0",
            "outrank.ranking.compute.adaptive.first-per-thread=0",
            "outrank.ranking.compute.adaptive.least-per-thread=0",
            "outrank.ranking.compute.adaptive.warm-up=-1",
            "outrank.ranking.dense.intra-op-threads=0",
            "outrank.ranking.dense.batching.a.max-candidates=1",
            "outrank.ranking.lookup.breaker.failure-percent=101",
            "outrank.ranking.lookup.breaker.minimum-calls=21",
            "outrank.ranking.lookup.breaker.open=0s",
            "outrank.ranking.lookup.ejection.slow-factor=1",
            "outrank.ranking.lookup.ejection.longest=999ms",
            "outrank.ranking.lookup.hedge.percent=101",
            "outrank.ranking.lookup.retry.burst=0",
            "outrank.ranking.discovery.refresh=0s",
            "outrank.ranking.discovery.dns.port=65536"
        }) {
            runner.withPropertyValues(wrong).run(context -> assertThat(context).hasFailed());
        }
    }
}
