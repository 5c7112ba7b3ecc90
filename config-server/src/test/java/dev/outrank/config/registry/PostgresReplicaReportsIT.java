package dev.outrank.config.registry;

import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;

/** Reports on a real PostgreSQL, which several config-servers may share. */
final class PostgresReplicaReportsIT extends ReplicaReportsContract {

    @AutoClose
    private static final PostgresDatabases databases = PostgresDatabases.start();

    @Override
    String newDatabase(Path directory) {
        return databases.next();
    }
}
