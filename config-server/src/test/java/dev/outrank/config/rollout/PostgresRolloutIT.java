package dev.outrank.config.rollout;

import dev.outrank.config.registry.PostgresDatabases;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;

/** Rollouts on a real PostgreSQL, which several config-servers may share. */
final class PostgresRolloutIT extends RolloutContract {

    @AutoClose
    private static final PostgresDatabases databases = PostgresDatabases.start();

    @Override
    String newDatabase(Path directory) {
        return databases.next();
    }
}
