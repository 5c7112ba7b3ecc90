package dev.outrank.embedding.shard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

final class ModelListingTests {

    @Test
    void isMadeOnAThreadThatMayBlockWhenAnEventLoopAsks() {
        try (ShardCatalog catalog = ShardCatalogs.telling(version -> {})) {
            Mono<Boolean> blockable = Mono.defer(() -> ModelListing.later(catalog))
                    .map(listing -> !Schedulers.isInNonBlockingThread())
                    .subscribeOn(Schedulers.parallel());

            assertThat(blockable.block(Duration.ofSeconds(30))).isTrue();
        }
    }
}
