package dev.outrank.registry;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Where snapshots come from. */
interface SnapshotSource {

    /** What one look at the registry found. */
    sealed interface Fetched {

        /** Nothing changed since the answer with the given tag. */
        record Unchanged() implements Fetched {}

        /**
         * A whole snapshot.
         *
         * @param etag what to ask with the next time, or null when the registry sent none
         */
        record Changed(
                IdentifiedSnapshot snapshot, @Nullable String etag) implements Fetched {}
    }

    /**
     * Returns what the registry says now. Never blocks; fails with a {@link RegistryException} and never waits without a bound.
     *
     * @param etag the tag of the last answer, or null to get the snapshot in any case
     */
    Mono<Fetched> fetch(@Nullable String etag);
}
