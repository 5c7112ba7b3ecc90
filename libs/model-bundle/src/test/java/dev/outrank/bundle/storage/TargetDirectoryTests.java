package dev.outrank.bundle.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.outrank.bundle.failure.BundleException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TargetDirectoryTests {

    @TempDir
    Path directory;

    @Test
    void givesTheTargetItsNameWhenCommitted() throws IOException {
        Path target = directory.resolve("deep/out");
        try (TargetDirectory making = TargetDirectory.prepare(target, 10)) {
            Files.writeString(making.working().resolve("f"), "x");
            assertThat(target).doesNotExist();
            making.commit();
        }

        assertThat(target.resolve("f")).hasContent("x");
        assertThat(directory.resolve("deep").toFile().list()).containsExactly("out");
    }

    @Test
    void takesThePlaceOfAnEmptyDirectory() throws IOException {
        Path target = Files.createDirectory(directory.resolve("out"));
        try (TargetDirectory making = TargetDirectory.prepare(target, 0)) {
            making.commit();
        }

        assertThat(target).isEmptyDirectory();
    }

    @Test
    void removesEverythingWhenNotCommitted() throws IOException {
        try (TargetDirectory making = TargetDirectory.prepare(directory.resolve("out"), 0)) {
            Files.createDirectories(making.working().resolve("a/b"));
            Files.writeString(making.working().resolve("a/b/f"), "x");
        }

        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void refusesATargetThatFilledUpMeanwhile() throws IOException {
        Path target = directory.resolve("out");
        try (TargetDirectory making = TargetDirectory.prepare(target, 0)) {
            Files.createDirectory(target);
            Files.writeString(target.resolve("theirs"), "x");
            assertThatExceptionOfType(BundleException.class)
                    .isThrownBy(making::commit)
                    .withMessageContaining("a directory that is not empty");
        }

        assertThat(directory.toFile().list()).containsExactly("out");
        assertThat(target.resolve("theirs")).hasContent("x");
    }

    @Test
    void refusesATargetThatIsAFile() throws IOException {
        Path target = Files.writeString(directory.resolve("out"), "x");

        assertThatExceptionOfType(BundleException.class)
                .isThrownBy(() -> TargetDirectory.prepare(target, 0))
                .withMessage(target + ": exists and is no directory (expected: a new or empty directory)");
    }

    @Test
    void refusesADiskThatIsTooFull() {
        Path target = directory.resolve("out");

        assertThatExceptionOfType(BundleException.class)
                .isThrownBy(() -> TargetDirectory.prepare(target, Long.MAX_VALUE))
                .withMessageMatching(
                        ".*out: \\d+ bytes are free on its disk \\(expected: at least 9223372036854775807 bytes\\)");
        assertThat(directory).isEmptyDirectory();
    }
}
