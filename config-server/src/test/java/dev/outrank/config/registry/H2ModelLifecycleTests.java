package dev.outrank.config.registry;

import java.nio.file.Path;

/** The lives of versions on what the registry uses unless told otherwise. */
final class H2ModelLifecycleTests extends ModelLifecycleContract {

    @Override
    String newDatabase(Path directory) {
        return H2Databases.next(directory);
    }
}
