package dev.outrank.ranking.request;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The models that this service answers for now. Safe for use by many threads; answers change when the registry does. */
public interface ModelCatalog {

    /**
     * Returns a version of a model.
     *
     * @param version null for the active one
     * @throws UnknownModelException where the registry knows no such model or version
     * @throws ModelNotReadyException where it is known but cannot be served: no active version, still loading, or failed to load
     */
    ServedModel require(String model, @Nullable String version);

    /** Returns the names of all known models, sorted. */
    List<String> models();

    /**
     * Returns the versions of a model that are served, in the registry's order.
     *
     * @throws UnknownModelException where the registry knows no such model
     */
    List<String> versions(String model);

    /** Returns whether the first snapshot of the registry was applied. */
    boolean ready();
}
