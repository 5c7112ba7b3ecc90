package dev.outrank.registry;

import reactor.core.publisher.Flux;

/** Who says that the registry has changed. */
interface RevisionWatch {

    /** What a watch says. */
    sealed interface Word {

        /**
         * The registry is at this revision.
         *
         * @param registry its identity
         * @param revision the number of its last change
         */
        record At(String registry, long revision) implements Word {}

        /** Nothing was changed. */
        record Unchanged() implements Word {}
    }

    /**
     * Returns what a connection to the registry says, from where the registry is now on. Each subscription makes a connection of its own. Never blocks; ends, or fails
     * with a {@link RegistryException}, when the connection is gone or says nothing for long.
     */
    Flux<Word> words();
}
