package dev.outrank.config.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrank.bundle.failure.CapacityException;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Changes by several processes on a real PostgreSQL. */
final class PostgresConcurrentChangesIT extends ConcurrentChangesContract {

    @AutoClose
    private static final PostgresDatabases databases = PostgresDatabases.start();

    @Override
    String newDatabase(Path directory) {
        return databases.next();
    }

    /** The server ends the wait when a query may take no longer. */
    @Test
    void tellsAWriterThatTheOneBeforeItDoesNotEnd() {
        String url = newDatabase(directory);
        try (RegistryOnDatabase one = RegistryOnDatabase.open(url);
                RegistryOnDatabase other = RegistryOnDatabase.open(url, "--spring.jdbc.template.query-timeout=1s")) {
            assertThatCode(() -> one.transactions().run(ledger -> {
                        assertThatThrownBy(() -> other.registry().register(clicks.registration("v1"), NOTE))
                                .isInstanceOf(CapacityException.class)
                                .hasMessageStartingWith("registry: other changes did not end within 10 s");
                        return ledger.current();
                    }))
                    .doesNotThrowAnyException();

            assertThat(other.registry().register(clicks.registration("v1"), NOTE))
                    .isNotNull();
        }
    }
}
