package dev.outrank.config.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The registry on what it uses unless told otherwise. */
final class H2ModelRegistryTests extends ModelRegistryContract {

    @Override
    String newDatabase(Path directory) {
        return H2Databases.next(directory);
    }

    @Test
    void keepsTheDatabaseWhereItIsTold(@TempDir Path place) {
        RegistryOnDatabase.open(H2Databases.url(place.resolve("registry"))).close();

        assertThat(Files.exists(place.resolve("registry.mv.db"))).isTrue();
    }
}
