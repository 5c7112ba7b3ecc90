package dev.outrank.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.outrank.embedding.shard.ShardCatalog;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starting without the control plane. */
final class LastKnownGoodIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final URI NOBODY = URI.create("http://127.0.0.1:1");

    @TempDir
    private Path directory;

    @Test
    void isNotReadyBeforeItKnowsWhatToServe() throws Exception {
        try (RunningShard service = RunningShard.start(0, NOBODY, directory)) {
            assertThat(service.manage("/actuator/health/readiness").statusCode())
                    .isEqualTo(503);
            assertThat(service.manage("/actuator/health/readiness").body()).contains("no snapshot of the registry");
            assertThat(service.manage("/actuator/health/liveness").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void servesWhatItServedBeforeWhenTheRegistryIsGone() throws Exception {
        PackedModel clicks = PackedModel.pack(directory.resolve("clicks"), "clicks", 1);
        try (FakeRegistry registry = FakeRegistry.start()) {
            registry.publish(FakeRegistry.model("clicks", FakeRegistry.version("1", clicks)));
            try (RunningShard service = RunningShard.start(0, registry.url(), directory)) {
                awaitApplied(service);
            }
        }
        try (RunningShard service = RunningShard.start(0, NOBODY, directory)) {
            awaitApplied(service);
            assertThat(service.get("/models").body()).contains("\"model\":\"clicks\"");
            assertThat(service.manage("/actuator/health/readiness").statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void servesNothingOfAModelWithFewerShards() throws Exception {
        PackedModel clicks = PackedModel.pack(directory.resolve("clicks"), "clicks", 1);
        try (FakeRegistry registry = FakeRegistry.start()) {
            registry.publish(FakeRegistry.model("clicks", FakeRegistry.version("1", clicks)));
            try (RunningShard service = RunningShard.start(2, registry.url(), directory)) {
                awaitApplied(service);
                assertThat(service.get("/models").body()).contains("\"shard\":2", "\"loaded\":[]", "\"failed\":[]");
                assertThat(service.manage("/actuator/health/readiness").statusCode())
                        .isEqualTo(200);
            }
        }
    }

    private static void awaitApplied(RunningShard service) {
        await().atMost(PATIENCE).until(() -> service.bean(ShardCatalog.class).applied());
    }
}
