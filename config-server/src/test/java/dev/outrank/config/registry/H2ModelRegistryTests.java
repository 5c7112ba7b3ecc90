package dev.outrank.config.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The registry on what it uses unless told otherwise. */
final class H2ModelRegistryTests extends ModelRegistryContract {

    private static final AtomicInteger DATABASES = new AtomicInteger();

    @Override
    String newDatabase(Path directory) {
        return url(directory.resolve("registry-" + DATABASES.incrementAndGet()));
    }

    /** Two registries of this process share a file as two of a server share PostgreSQL. */
    private static String url(Path file) {
        return "jdbc:h2:file:" + file + ";WRITE_DELAY=0";
    }

    @Test
    void keepsTheDatabaseWhereItIsTold(@TempDir Path place) {
        RegistryOnDatabase.open(url(place.resolve("registry"))).close();
        assertThat(Files.exists(place.resolve("registry.mv.db"))).isTrue();
    }
}
