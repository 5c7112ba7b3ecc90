package dev.outrank.ranking.model;

import dev.outrank.registry.RegistryClient;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Out of service until the catalog is ready; shows what became of every version. */
final class ModelsHealthIndicator implements HealthIndicator {

    private final RegistryModelCatalog catalog;
    private final RegistryClient registry;

    ModelsHealthIndicator(RegistryModelCatalog catalog, RegistryClient registry) {
        this.catalog = catalog;
        this.registry = registry;
    }

    @Override
    public Health health() {
        Map<String, String> versions = new TreeMap<>();
        catalog.views().forEach((name, view) -> view.versions()
                .forEach((version, status) ->
                        versions.put(name + "/" + version, text(status, version.equals(view.activeVersion())))));
        Health.Builder health = catalog.ready() ? Health.up() : Health.outOfService();
        return health.withDetail("versions", versions)
                .withDetail("registryStaleness", registry.staleness().toString())
                .build();
    }

    private static String text(VersionStatus status, boolean active) {
        return switch (status) {
            case VersionStatus.Serving serving -> active ? "serving, active" : "serving";
            case VersionStatus.Loading loading -> "loading";
            case VersionStatus.Failed(String reason) -> "failed: " + reason;
        };
    }
}
