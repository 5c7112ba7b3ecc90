package dev.outrank.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.outrank.bundle.failure.BundleException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Relative directories are tried on this module's own directory, the one in which its tests run. */
final class BundlePathsTests {

    private static final Path HERE = Path.of("").toAbsolutePath();

    @Test
    void resolvesInsideRelativeDirectories() {
        String name = HERE.getFileName().toString();
        assertThat(BundlePaths.resolve(Path.of("."), "pom.xml")).hasSameBinaryContentAs(HERE.resolve("pom.xml"));
        assertThat(BundlePaths.resolve(Path.of(""), "pom.xml")).hasSameBinaryContentAs(HERE.resolve("pom.xml"));
        assertThat(BundlePaths.resolve(Path.of(".."), name + "/pom.xml"))
                .hasSameBinaryContentAs(HERE.resolve("pom.xml"));
    }

    @Test
    void refusesWhatLeavesRelativeDirectories() {
        for (String directory : new String[] {".", "", "..", "src/.."}) {
            for (String relative : new String[] {"../pom.xml", "src/../../absent", "..", "", "/absent"}) {
                assertThatExceptionOfType(BundleException.class)
                        .isThrownBy(() -> BundlePaths.resolve(Path.of(directory), relative))
                        .withMessageStartingWith(directory + ": '" + relative + "' is ")
                        .withMessageEndingWith("(expected: a file inside the directory)");
            }
        }
    }
}
