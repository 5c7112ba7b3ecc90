package dev.outrank.config.registry.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.outrank.config.ConfigServer;
import dev.outrank.config.registry.ChangeNote;
import dev.outrank.config.registry.ModelRegistry;
import dev.outrank.config.registry.PackedModel;
import dev.outrank.registry.RegistryClient;
import dev.outrank.registry.RegistrySettings;
import dev.outrank.registry.RegistrySnapshot;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.web.reactive.function.client.WebClient;

/** The two ends of the snapshot together. Shares its context with {@link ServedRegistry}. */
@SpringBootTest(
        classes = ConfigServer.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "spring.datasource.url=jdbc:h2:mem:api",
            "management.server.port=0",
            "outrank.registry.report-ttl=1h",
            "outrank.registry.report-settling=0s"
        })
final class RegistryClientAgainstServerTests {

    @TempDir
    private Path directory;

    @LocalServerPort
    private int port;

    @Autowired
    private ModelRegistry registry;

    /** Polled once in an hour, it hears of a change by the watch alone. */
    @Test
    void tellsTheServicesOfAChangeAtOnce() {
        PackedModel model = PackedModel.write(directory, "watched");
        RegistrySettings settings = new RegistrySettings(
                URI.create("http://127.0.0.1:" + port),
                directory.resolve("watched.snapshot"),
                Duration.ofHours(1),
                Duration.ofSeconds(10));
        try (RegistryClient client = new RegistryClient(settings, WebClient.builder())) {
            client.snapshots().subscribe();
            await().until(() -> client.current().isPresent());
            for (int version = 1; version <= 3; version++) {
                registry.register(model.registration("v" + version), new ChangeNote("release-pipeline", "a test"));
                RegistrySnapshot expected = registry.snapshot().snapshot();
                await().untilAsserted(() -> assertThat(client.current()).contains(expected));
            }
        }
    }

    @Test
    void sendsEveryChangeToTheServices() {
        PackedModel model = PackedModel.write(directory, "followed");
        List<RegistrySnapshot> seen = new CopyOnWriteArrayList<>();
        RegistrySettings settings = new RegistrySettings(
                URI.create("http://127.0.0.1:" + port),
                directory.resolve("registry.snapshot"),
                Duration.ofMillis(20),
                Duration.ofSeconds(10));
        ChangeNote note = new ChangeNote("release-pipeline", "a test");
        try (RegistryClient client = new RegistryClient(settings, WebClient.builder())) {
            client.snapshots().subscribe(seen::add);
            await().until(() -> !seen.isEmpty());
            registry.register(model.registration("v1"), note);
            registry.activate("followed", "v1", note);
            RegistrySnapshot expected = registry.snapshot().snapshot();
            await().untilAsserted(() -> assertThat(client.current()).contains(expected));
            assertThat(seen).extracting(RegistrySnapshot::revision).isSorted().doesNotHaveDuplicates();
            assertThat(expected.model("followed").orElseThrow().active()).isPresent();
        }
    }
}
