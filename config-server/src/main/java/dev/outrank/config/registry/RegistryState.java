package dev.outrank.config.registry;

import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.Version;

/**
 * The one row that all changes go through; a change locks it first, so that there is one at a time.
 *
 * @param id always {@link #ONLY}
 * @param registryId made once with the database; tells this registry from one made anew
 * @param revision the number of the last change; null only before the first insert, which makes it 0
 */
record RegistryState(
        @Id int id, String registryId, @Version @Nullable Long revision) {

    static final int ONLY = 1;

    RegistryPosition position() {
        return new RegistryPosition(registryId, currentRevision());
    }

    long currentRevision() {
        return revision == null ? 0 : revision;
    }
}
