package dev.outrank.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrank.registry.FakeRegistry.Answer;
import dev.outrank.registry.SnapshotSource.Fetched;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.web.reactive.function.client.WebClient;

final class HttpSnapshotSourceTests {

    private static final Duration BOUND = Duration.ofSeconds(30);

    private final FakeRegistry registry = new FakeRegistry();

    @AfterEach
    void stop() {
        registry.close();
    }

    private @Nullable Fetched fetch(@Nullable String etag, Duration timeout) {
        RegistrySettings settings = new RegistrySettings(registry.url(), Path.of("unused"), BOUND, timeout);
        return new HttpSnapshotSource(settings, WebClient.builder()).fetch(etag).block(BOUND);
    }

    @Test
    void returnsSnapshotIdentityAndTag() {
        registry.answers(Answer.snapshot("a", Snapshots.of(3)));
        assertThat(fetch(null, BOUND))
                .isEqualTo(new Fetched.Changed(new IdentifiedSnapshot("a", Snapshots.of(3)), "\"a.3\""));
        assertThat(registry.asked).containsExactly("-");
    }

    @Test
    void returnsUnchangedWhenTheTagStillHolds() {
        registry.answers(Answer.snapshot("a", Snapshots.of(3)));
        assertThat(fetch("\"a.3\"", BOUND)).isEqualTo(new Fetched.Unchanged());
        assertThat(fetch("\"a.2\"", BOUND)).isInstanceOf(Fetched.Changed.class);
        assertThat(registry.asked).containsExactly("\"a.3\"", "\"a.2\"");
    }

    @Test
    void acceptsARegistryWithoutIdentityAndTag() {
        registry.answers(Answer.text(200, "{\"revision\":1,\"models\":[]}"));
        assertThat(fetch(null, BOUND))
                .isEqualTo(new Fetched.Changed(new IdentifiedSnapshot("", Snapshots.empty(1)), null));
    }

    @Test
    void failsWithTheUrlWhenTheJsonIsMalformed() {
        registry.answers(Answer.text(200, "{\"revision\":"));
        assertThatThrownBy(() -> fetch(null, BOUND))
                .isInstanceOf(RegistryException.class)
                .hasMessageStartingWith(registry.url() + "/registry/v1/snapshot: not a registry snapshot");
    }

    @Test
    void failsWhenTheBodyIsEmpty() {
        registry.answers(Answer.text(200, ""));
        assertThatThrownBy(() -> fetch(null, BOUND)).isInstanceOf(RegistryException.class);
    }

    @Test
    void failsWithTheStatusWhenItIsAnother() {
        registry.answers(Answer.text(500, "{}"));
        assertThatThrownBy(() -> fetch(null, BOUND))
                .isInstanceOf(RegistryException.class)
                .hasMessageEndingWith("status 500 (expected: 200 or 304)");
    }

    @Test
    void failsInTimeWhenTheRegistryIsSlow() {
        registry.answers(Answer.snapshot("a", Snapshots.of(1)).after(BOUND));
        assertThatThrownBy(() -> fetch(null, Duration.ofMillis(100)))
                .isInstanceOf(RegistryException.class)
                .hasMessageEndingWith("no answer within PT0.1S");
    }

    @Test
    void failsWithTheUrlWhenNobodyListens() {
        registry.stop();
        assertThatThrownBy(() -> fetch(null, BOUND))
                .isInstanceOf(RegistryException.class)
                .hasMessageStartingWith(registry.url().toString());
    }

    @Test
    void refusesABodyWithoutEnd() {
        registry.answers(Answer.text(200, " ".repeat((16 << 20) + 1)));
        assertThatThrownBy(() -> fetch(null, BOUND))
                .isInstanceOf(RegistryException.class)
                .hasMessageContaining("limit");
    }
}
