package dev.outrank.workbench.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrank.bundle.failure.CallerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ServiceJarTests {

    @TempDir
    Path root;

    private Path jar(String version) throws IOException {
        return jar(version, "one");
    }

    private Path jar(String version, String code) throws IOException {
        Path target = Files.createDirectories(root.resolve("gateway-service/target"));
        return TinyJar.write(target.resolve("gateway-service-" + version + "-exec.jar"), code);
    }

    @Test
    void findsTheOneJar() throws IOException {
        Path jar = jar("2.0");
        assertThat(ServiceJar.find(root, ServiceKind.GATEWAY).path()).isEqualTo(jar);
    }

    @Test
    void changesItsKeyWithTheCodeThoughSizeAndTimeOfTheJarStay() throws IOException {
        jar("2.0", "one");
        String one = ServiceJar.find(root, ServiceKind.GATEWAY).key();
        jar("2.0", "two");
        assertThat(ServiceJar.find(root, ServiceKind.GATEWAY).key()).isNotEqualTo(one);
    }

    @Test
    void refusesToChooseBetweenVersions() throws IOException {
        jar("2.0");
        jar("1.0");
        assertThatThrownBy(() -> ServiceJar.find(root, ServiceKind.GATEWAY))
                .isInstanceOf(CallerException.class)
                .hasMessageContaining("[gateway-service-1.0-exec.jar, gateway-service-2.0-exec.jar]")
                .hasMessageContaining("expected: the jar of one version");
    }

    @Test
    void saysWhatToDoWhenNothingIsBuilt() {
        assertThatThrownBy(() -> ServiceJar.find(root, ServiceKind.GATEWAY))
                .isInstanceOf(CallerException.class)
                .hasMessageContaining("./outrank builds it");
    }
}
