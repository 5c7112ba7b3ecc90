package dev.outrank.config.registry;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Changes by several processes on a real PostgreSQL. */
final class PostgresConcurrentChangesIT extends ConcurrentChangesContract {

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
