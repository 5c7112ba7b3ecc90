package dev.outrank.benchmarks.collectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.outrank.bundle.failure.DependencyException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class GrowingLogTests {

    @TempDir
    private Path directory;

    @Test
    void returnsEachLineOnceItHasEnded() throws IOException {
        Path file = Files.writeString(directory.resolve("log"), "one\ntwo\nthr");
        GrowingLog log = new GrowingLog(file);

        assertThat(log.next()).containsExactly("one", "two");
        assertThat(log.next()).isEmpty();
        Files.writeString(file, "ee\nfour\n", StandardOpenOption.APPEND);
        assertThat(log.next()).containsExactly("three", "four");
    }

    @Test
    void namesALogThatIsNotThere() {
        assertThatExceptionOfType(DependencyException.class)
                .isThrownBy(() -> new GrowingLog(directory.resolve("none")).next())
                .withMessageContaining("none")
                .withMessageEndingWith("(expected: the log of a JVM)");
    }
}
