package dev.outrank.embedding.shard;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Ready once the registry was heard and all that answers requests by then is loaded and, as the memory settings say, in memory. A
 * version that cannot be loaded shows in the details only: the others go on. Where there are no others, this process would refuse every lookup, and is
 * not ready.
 */
final class ShardHealthIndicator implements HealthIndicator {

    private final ShardCatalog catalog;

    ShardHealthIndicator(ShardCatalog catalog) {
        this.catalog = catalog;
    }

    @Override
    public Health health() {
        ModelListing listing = ModelListing.of(catalog);
        Health.Builder health = Health.up();
        if (!listing.applied()) {
            health.outOfService().withDetail("reason", "no snapshot of the registry was applied yet");
        } else if (listing.loaded().isEmpty() && !listing.failed().isEmpty()) {
            health.outOfService().withDetail("reason", "no version could be loaded");
        }
        return health.withDetail("shard", listing.shard())
                .withDetail("loaded", listing.loaded().size())
                .withDetail("failed", listing.failed())
                .build();
    }
}
