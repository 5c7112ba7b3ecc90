package dev.outrank.registry;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Everything the registry knows at one revision. Immutable.
 *
 * @param revision the number of the last change, 0 for a registry without any
 * @param models in the order of their first registration
 */
public record RegistrySnapshot(long revision, List<ModelEntry> models) {

    public RegistrySnapshot {
        Required.notNegative("revision", revision);
        models = List.copyOf(Required.present("models", models));
        Set<String> names = new HashSet<>();
        for (ModelEntry model : models) {
            if (!names.add(model.name())) {
                throw new IllegalArgumentException(
                        "models: '" + model.name() + "' occurs twice (expected: distinct names)");
            }
        }
    }

    /** Returns the model with this name. */
    public Optional<ModelEntry> model(String name) {
        return models.stream().filter(entry -> entry.name().equals(name)).findFirst();
    }
}
