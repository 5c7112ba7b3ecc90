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

    /**
     * Returns the version that answers a request that names none: the canary of a model that has one for some keys, the active one for the others.
     *
     * @param routingKey what the request has in common with those that are to be answered by the same version
     * @throws UnknownModelException where the registry knows no such model
     * @throws ModelNotReadyException where the active version would answer and cannot be served
     */
    ServedModel choose(String model, String routingKey);

    /** Returns the names of all known models, sorted. */
    List<String> models();

    /**
     * Returns the versions of a model that are served, in the registry's order.
     *
     * @throws UnknownModelException where the registry knows no such model
     */
    List<String> versions(String model);

    /** Returns whether the registry was heard, and what was ready by then is loaded here too, or failed to; stays true. */
    boolean ready();
}
