package dev.outrank.config.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrank.bundle.failure.CapacityException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Changes by several processes on what the registry uses unless told otherwise. */
final class H2ConcurrentChangesTests extends ConcurrentChangesContract {

    @Override
    String newDatabase(Path directory) {
        return H2Databases.next(directory);
    }

    @Test
    void tellsAWriterThatTheOneBeforeItDoesNotEnd() {
        String url = newDatabase(directory).replace("LOCK_TIMEOUT=10000", "LOCK_TIMEOUT=100");
        try (RegistryOnDatabase one = RegistryOnDatabase.open(url);
                RegistryOnDatabase other = RegistryOnDatabase.open(url)) {
            long held = one.transactions().run(ledger -> {
                assertThatThrownBy(() -> other.registry().register(clicks.registration("v1"), NOTE))
                        .isInstanceOf(CapacityException.class)
                        .hasMessageStartingWith("registry: other changes did not end within 10 s");
                return ledger.current();
            });

            assertThat(held).isZero();
            assertThat(other.registry().register(clicks.registration("v1"), NOTE))
                    .isNotNull();
        }
    }
}
