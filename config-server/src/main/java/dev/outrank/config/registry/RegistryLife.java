package dev.outrank.config.registry;

import dev.outrank.registry.RegistrySnapshot;
import java.util.List;

/**
 * Everything at one revision, with what the registry keeps for itself.
 *
 * @param registryId the registry's identity
 * @param revision the number of the last change
 * @param models in the order of their first registration
 */
public record RegistryLife(String registryId, long revision, List<ModelLife> models) {

    public RegistryLife {
        models = List.copyOf(models);
    }

    PublishedSnapshot toSnapshot() {
        return new PublishedSnapshot(
                registryId,
                new RegistrySnapshot(
                        revision, models.stream().map(ModelLife::entry).toList()));
    }
}
