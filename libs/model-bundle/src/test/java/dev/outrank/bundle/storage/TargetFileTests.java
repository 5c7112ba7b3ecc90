package dev.outrank.bundle.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrank.bundle.failure.BundleException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TargetFileTests {

    private static final byte[] NEW = "new".getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path directory;

    @Test
    void replacesTheTargetWhenCommitted() throws IOException {
        Path target = Files.writeString(directory.resolve("f"), "old");
        try (TargetFile file = TargetFile.prepare(target)) {
            file.content().write(NEW);
            assertThat(target).hasContent("old");
            file.commit();
        }
        assertThat(target).hasContent("new");
        assertNothingBeside();
    }

    @Test
    void leavesTheTargetWhenNotCommitted() throws IOException {
        Path target = Files.writeString(directory.resolve("f"), "old");
        try (TargetFile file = TargetFile.prepare(target)) {
            file.content().write(NEW);
        }
        assertThat(target).hasContent("old");
        assertNothingBeside();
    }

    @Test
    void refusesWhenTheTargetIsADirectoryOrItsPlaceIsMissing() {
        assertThatThrownBy(() -> TargetFile.prepare(directory))
                .isInstanceOf(BundleException.class)
                .hasMessage(directory + ": a directory (expected: the name of a file)");
        assertThatThrownBy(() -> TargetFile.prepare(directory.resolve("missing/f")))
                .isInstanceOf(BundleException.class)
                .hasMessageContaining("cannot be written");
    }

    private void assertNothingBeside() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).containsExactly(directory.resolve("f"));
        }
    }
}
