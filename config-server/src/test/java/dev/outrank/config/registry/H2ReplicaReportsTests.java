package dev.outrank.config.registry;

import java.nio.file.Path;

/** Reports on what the registry uses unless told otherwise. */
final class H2ReplicaReportsTests extends ReplicaReportsContract {

    @Override
    String newDatabase(Path directory) {
        return H2Databases.next(directory);
    }
}
