package dev.outrank.workbench.stack;

import dev.outrank.registry.ModelEntry;
import dev.outrank.workbench.registry.Publication;
import dev.outrank.workbench.registry.RegistryApi;
import dev.outrank.workbench.registry.Signature;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Brings models into the registry of a stack that starts: what can be active at once before its services start, so that they load it first; the rest when they are up. */
final class StackPublishing {

    static final Signature SIGNATURE = new Signature("outrank", "local stack");

    private final RegistryApi registry;
    private final List<Publication> waiting = new ArrayList<>();

    StackPublishing(RegistryApi registry) {
        this.registry = registry;
    }

    /** Registers models; each is active afterwards, or being loaded. */
    void begin(List<StackModel> models) throws InterruptedException {
        for (StackModel model : models) {
            Publication publication = Publication.register(registry, model.registration(), SIGNATURE);
            if (publication.isFirst()) {
                publication.activate();
            } else if (!publication.isActive()) {
                publication.load();
                waiting.add(publication);
            }
        }
    }

    /** Activates what services have loaded meanwhile. */
    void end(Duration timeout) throws InterruptedException {
        for (Publication publication : List.copyOf(waiting)) {
            publication.awaitReady(timeout, missing -> {});
            publication.activate();
            waiting.remove(publication);
        }
    }

    /** Returns every model with its active version, but those where another one is about to be. */
    List<ActiveModel> activeModels() throws InterruptedException {
        List<String> changing = waiting.stream().map(Publication::model).toList();
        return registry.models().stream()
                .filter(model -> !changing.contains(model.name()))
                .flatMap(StackPublishing::active)
                .toList();
    }

    private static Stream<ActiveModel> active(ModelEntry model) {
        return model.active().stream()
                .map(version -> new ActiveModel(model.name(), version.version(), version.shards()));
    }
}
