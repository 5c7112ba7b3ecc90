package dev.outrank.config.registry;

import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;

/** The registry on a real PostgreSQL, which several config-servers may share. */
final class PostgresModelRegistryIT extends ModelRegistryContract {

    @AutoClose
    private static final PostgresDatabases databases = PostgresDatabases.start();

    @Override
    String newDatabase(Path directory) {
        return databases.next();
    }
}
