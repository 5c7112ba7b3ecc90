package dev.outrank.bundle.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AvailableMemoryTests {

    @TempDir
    Path directory;

    private AvailableMemory memory() {
        return new AvailableMemory(
                directory.resolve("meminfo"), new CgroupMemory(directory, directory.resolve("self")));
    }

    private void machine(long kibibytes) throws IOException {
        Files.writeString(
                directory.resolve("meminfo"),
                "MemTotal:       999999 kB\nMemFree: 1 kB\nMemAvailable:   " + kibibytes + " kB\n");
    }

    private void group(long limit) throws IOException {
        Files.writeString(directory.resolve("self"), "0::/\n");
        Files.writeString(directory.resolve("memory.max"), limit + "\n");
        Files.writeString(directory.resolve("memory.current"), "100\n");
    }

    @Test
    void takesTheLeastOfMachineAndGroup() throws IOException {
        machine(10);
        assertThat(memory().bytes()).hasValue(10240);
        group(5100);
        assertThat(memory().bytes()).hasValue(5000);
        group(50_000);
        assertThat(memory().bytes()).hasValue(10240);
    }

    @Test
    void takesTheGroupWhereTheMachineSaysNothing() throws IOException {
        assertThat(memory().bytes()).isEmpty();
        group(5100);
        assertThat(memory().bytes()).hasValue(5000);
    }

    @Test
    void reservesAShareAndTheHeapToCome() {
        assertThat(AvailableMemory.reserveBytes(0, 7)).isEqualTo((128L << 20) + 7);
        assertThat(AvailableMemory.reserveBytes(100L << 30, 7)).isEqualTo((10L << 30) + 7);
        assertThat(AvailableMemory.heapToComeBytes()).isNotNegative();
    }
}
