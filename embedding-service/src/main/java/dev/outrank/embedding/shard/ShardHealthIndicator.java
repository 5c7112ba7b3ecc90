package dev.outrank.embedding.shard;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Ready once the first snapshot of the registry was applied. A version that cannot be loaded shows in the details only: the others go on.
 */
final class ShardHealthIndicator implements HealthIndicator {

    private final ShardCatalog catalog;

    ShardHealthIndicator(ShardCatalog catalog) {
        this.catalog = catalog;
    }

    @Override
    public Health health() {
        ModelListing listing = ModelListing.of(catalog);
        Health.Builder health = listing.applied() ? Health.up() : Health.outOfService();
        if (!listing.applied()) {
            health.withDetail("reason", "no snapshot of the registry was applied yet");
        }
        return health.withDetail("shard", listing.shard())
                .withDetail("loaded", listing.loaded().size())
                .withDetail("failed", listing.failed())
                .build();
    }
}
