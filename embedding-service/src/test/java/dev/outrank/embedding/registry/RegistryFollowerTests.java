package dev.outrank.embedding.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.outrank.embedding.shard.ShardCatalog;
import dev.outrank.embedding.shard.ShardCatalogs;
import dev.outrank.registry.InstanceName;
import dev.outrank.registry.ModelEntry;
import dev.outrank.registry.RegistrySnapshot;
import dev.outrank.registry.VersionEntry;
import dev.outrank.registry.VersionState;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

final class RegistryFollowerTests {

    private final Sinks.Many<RegistrySnapshot> emitted = Sinks.many().unicast().onBackpressureBuffer();
    private final AtomicReference<@Nullable RegistrySnapshot> current = new AtomicReference<>();
    private final AtomicReference<@Nullable Error> failure = new AtomicReference<>();
    private final List<String> loads = new CopyOnWriteArrayList<>();
    private final ShardCatalog catalog =
            ShardCatalogs.telling(version -> loads.add(version.key().version()));
    private final RegistryFollower follower =
            new RegistryFollower(new Feed(), catalog, new InstanceName("me"), Duration.ofMillis(20));

    private final class Feed implements SnapshotFeed {

        @Override
        public Flux<RegistrySnapshot> snapshots() {
            return emitted.asFlux();
        }

        @Override
        public Optional<RegistrySnapshot> current() {
            Error toThrow = failure.getAndSet(null);
            if (toThrow != null) {
                throw toThrow;
            }
            return Optional.ofNullable(current.get());
        }

        @Override
        public void close() {
            emitted.tryEmitComplete();
        }
    }

    @AfterEach
    void stop() {
        follower.stop();
        catalog.close();
    }

    private static RegistrySnapshot snapshot(long revision) {
        URI directory = URI.create("file:///packed");
        VersionEntry version = new VersionEntry("v" + revision, VersionState.READY, directory, directory, "f");
        return new RegistrySnapshot(revision, List.of(new ModelEntry("clicks", null, List.of(version))));
    }

    private void publish(long revision) {
        current.set(snapshot(revision));
        assertThat(emitted.tryEmitNext(snapshot(revision))).isEqualTo(Sinks.EmitResult.OK);
    }

    @Test
    void appliesTheNewestSnapshotWhenAnOlderOneIsStillOnItsWay() {
        follower.start();
        current.set(snapshot(2));
        assertThat(emitted.tryEmitNext(snapshot(1))).isEqualTo(Sinks.EmitResult.OK);

        await().untilAsserted(() -> assertThat(loads).isNotEmpty());
        assertThat(loads).containsOnly("v2");
    }

    @Test
    void goesOnAfterAnError() {
        failure.set(new OutOfMemoryError("once"));
        follower.start();
        publish(1);
        await().until(() -> failure.get() == null);
        assertThat(catalog.applied()).isFalse();

        publish(2);

        await().untilAsserted(() -> assertThat(loads).containsExactly("v2"));
    }
}
