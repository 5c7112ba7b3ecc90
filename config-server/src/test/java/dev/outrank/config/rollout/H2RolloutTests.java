package dev.outrank.config.rollout;

import dev.outrank.config.registry.H2Databases;
import java.nio.file.Path;

/** Rollouts on what the registry uses unless told otherwise. */
final class H2RolloutTests extends RolloutContract {

    @Override
    String newDatabase(Path directory) {
        return H2Databases.next(directory);
    }
}
