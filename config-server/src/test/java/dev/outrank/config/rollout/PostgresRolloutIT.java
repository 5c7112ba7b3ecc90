package dev.outrank.config.rollout;

import dev.outrank.config.registry.PostgresDatabases;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Rollouts on a real PostgreSQL, which several config-servers may share. */
final class PostgresRolloutIT extends RolloutContract {

    private static PostgresDatabases databases;

    @BeforeAll
    static void start() throws IOException {
        databases = PostgresDatabases.start();
    }

    @AfterAll
    static void stop() throws IOException {
        databases.close();
    }

    @Override
    String newDatabase(Path directory) {
        return databases.next();
    }
}
