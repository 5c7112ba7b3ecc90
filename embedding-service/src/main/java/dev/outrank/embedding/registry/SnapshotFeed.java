package dev.outrank.embedding.registry;

import dev.outrank.registry.RegistryClient;
import dev.outrank.registry.RegistrySnapshot;
import java.util.Optional;
import reactor.core.publisher.Flux;

/** What the follower needs of the registry's client; see there. */
interface SnapshotFeed extends AutoCloseable {

    Flux<RegistrySnapshot> snapshots();

    Optional<RegistrySnapshot> current();

    @Override
    void close();

    static SnapshotFeed of(RegistryClient client) {
        return new SnapshotFeed() {
            @Override
            public Flux<RegistrySnapshot> snapshots() {
                return client.snapshots();
            }

            @Override
            public Optional<RegistrySnapshot> current() {
                return client.current();
            }

            @Override
            public void close() {
                client.close();
            }
        };
    }
}
