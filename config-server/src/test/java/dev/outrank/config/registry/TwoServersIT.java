package dev.outrank.config.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.outrank.config.ConfigServer;
import dev.outrank.config.report.ReplicaReports;
import dev.outrank.registry.VersionState;
import dev.outrank.registry.report.ReplicaReport;
import dev.outrank.registry.report.ServiceRole;
import dev.outrank.registry.report.VersionReport;
import dev.outrank.registry.report.VersionReport.LoadState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** Two whole servers, each with a conductor, on one PostgreSQL: both see all reports, and each change is made once. */
final class TwoServersIT {

    private static final ChangeNote NOTE = new ChangeNote("release-pipeline", "a test");

    @TempDir
    private Path directory;

    private static ConfigurableApplicationContext start(String url) {
        return new SpringApplicationBuilder(ConfigServer.class)
                .run(
                        "--server.port=0",
                        "--management.server.port=0",
                        "--spring.datasource.url=" + url,
                        "--spring.datasource.hikari.maximum-pool-size=4",
                        "--outrank.registry.report-ttl=1s",
                        "--outrank.registry.report-settling=1s");
    }

    @Test
    @Timeout(300)
    void makeEachChangeOnce() throws Exception {
        PackedModel model = PackedModel.write(directory, "clicks");
        try (PostgresDatabases databases = PostgresDatabases.start()) {
            String url = databases.next();
            try (ConfigurableApplicationContext one = start(url);
                    ConfigurableApplicationContext other = start(url)) {
                ModelRegistry registry = one.getBean(ModelRegistry.class);
                registry.register(model.registration("v1"), NOTE);
                registry.load("clicks", "v1", NOTE);

                await().atMost(Duration.ofMinutes(1)).until(() -> {
                    reportLoaded(other.getBean(ReplicaReports.class), model);
                    return state(registry) == VersionState.READY;
                });
                registry.retire("clicks", "v1", NOTE);
                await().atMost(Duration.ofMinutes(1)).until(() -> state(registry) == VersionState.RETIRED);

                assertThat(registry.revisions(Long.MAX_VALUE, 10))
                        .extracting(Revision::action)
                        .containsExactly(
                                ChangeAction.RETIRED,
                                ChangeAction.RETIRE,
                                ChangeAction.READY,
                                ChangeAction.LOAD,
                                ChangeAction.REGISTER);
            }
        }
    }

    private static VersionState state(ModelRegistry registry) {
        return registry.version("clicks", "v1").state();
    }

    private static void reportLoaded(ReplicaReports reports, PackedModel model) {
        reports.put("ranking", report(null, model.bundle().fingerprint()));
        model.facts()
                .forEach(
                        shard -> reports.put("embedding-" + shard.shard(), report(shard.shard(), shard.fingerprint())));
    }

    private static ReplicaReport report(@Nullable Integer shard, String fingerprint) {
        return new ReplicaReport(
                shard == null ? ServiceRole.RANKING : ServiceRole.EMBEDDING,
                shard,
                false,
                2,
                List.of(new VersionReport("clicks", "v1", LoadState.LOADED, fingerprint, null)),
                null,
                List.of());
    }
}
