package dev.outrank.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.outrank.registry.FakeRegistry.Answer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.web.reactive.function.client.WebClient;

/** The whole client against a server over HTTP, in real time. */
final class RegistryClientHttpTests {

    @TempDir
    private Path directory;

    private final FakeRegistry registry = new FakeRegistry();
    private final List<Long> revisions = new CopyOnWriteArrayList<>();

    @AfterEach
    void stop() {
        registry.close();
    }

    private Path copy() {
        return directory.resolve("registry.snapshot");
    }

    private RegistryClient start() {
        RegistryClient client = new RegistryClient(
                new RegistrySettings(registry.url(), copy(), Duration.ofMillis(20), Duration.ofSeconds(5)),
                WebClient.builder());
        client.snapshots().map(RegistrySnapshot::revision).subscribe(revisions::add);
        return client;
    }

    private void awaitRevisions(Long... expected) {
        await().untilAsserted(() -> assertThat(revisions).containsExactly(expected));
    }

    @Test
    void followsTheRegistryAndAsksOnlyForChanges() {
        registry.answers(Answer.snapshot("a", Snapshots.of(1)));
        try (RegistryClient client = start()) {
            awaitRevisions(1L);
            await().until(() -> registry.asked.contains("\"a.1\""));
            registry.answers(Answer.snapshot("a", Snapshots.of(2)));
            awaitRevisions(1L, 2L);
            assertThat(client.current()).contains(Snapshots.of(2));
        }
    }

    @Test
    void startsFromTheCopyOfAnEarlierLifeAndHealsWithoutARestart() {
        registry.answers(Answer.snapshot("a", Snapshots.of(1)));
        try (RegistryClient _ = start()) {
            awaitRevisions(1L);
        }
        registry.stop();
        revisions.clear();
        try (RegistryClient _ = start()) {
            awaitRevisions(1L);
            registry.answers(Answer.snapshot("a", Snapshots.of(2)));
            registry.startAgain();
            awaitRevisions(1L, 2L);
        }
    }

    @Test
    void waitsForTheRegistryWithoutACopy() {
        registry.answers(Answer.snapshot("a", Snapshots.of(1)));
        registry.stop();
        try (RegistryClient client = start()) {
            await().until(() -> client.staleness().toMillis() > 100);
            assertThat(client.current()).isEmpty();
            registry.startAgain();
            awaitRevisions(1L);
        }
    }

    @Test
    void goesOnWithWhatItHasWhenAnswersTurnIntoNonsense() {
        registry.answers(Answer.snapshot("a", Snapshots.of(1)));
        try (RegistryClient client = start()) {
            awaitRevisions(1L);
            registry.answers(Answer.text(200, "<html>hello</html>"));
            await().until(() -> client.staleness().toMillis() > 200);
            assertThat(client.current()).contains(Snapshots.of(1));
            registry.answers(Answer.snapshot("a", Snapshots.of(2)));
            awaitRevisions(1L, 2L);
        }
    }

    @Test
    void ignoresADamagedCopyAndTakesTheRegistrys() throws Exception {
        Files.writeString(copy(), "outrank-registry-snapshot 1\nsha256 00\nregistry a\n{}");
        registry.answers(Answer.snapshot("a", Snapshots.of(1)));
        registry.stop();
        try (RegistryClient client = start()) {
            await().until(() -> client.staleness().toMillis() > 100);
            assertThat(client.current()).isEmpty();
            registry.startAgain();
            awaitRevisions(1L);
        }
        assertThat(new LastKnownGoodFile(copy()).read()).contains(new IdentifiedSnapshot("a", Snapshots.of(1)));
    }
}
