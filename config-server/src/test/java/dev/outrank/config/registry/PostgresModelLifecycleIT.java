package dev.outrank.config.registry;

import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;

/** The lives of versions on a real PostgreSQL, which several config-servers may share. */
final class PostgresModelLifecycleIT extends ModelLifecycleContract {

    @AutoClose
    private static final PostgresDatabases databases = PostgresDatabases.start();

    @Override
    String newDatabase(Path directory) {
        return databases.next();
    }
}
