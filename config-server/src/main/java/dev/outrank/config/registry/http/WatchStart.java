package dev.outrank.config.registry.http;

import dev.outrank.config.registry.RegistryPosition;
import org.jspecify.annotations.Nullable;

/**
 * Where a watch begins.
 *
 * @param registry whose revision is known; null for this one's
 * @param revision the last one that is known; null for the current one
 */
record WatchStart(@Nullable String registry, @Nullable Long revision) {

    /** Returns the position behind which revisions are sent: of a registry that was made anew since, or that is not there yet, only those to come. */
    RegistryPosition in(RegistryPosition current) {
        if (revision == null || revision > current.revision()) {
            return current;
        }
        return registry == null || registry.equals(current.registry()) ? current.at(revision) : current;
    }
}
