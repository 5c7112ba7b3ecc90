package dev.outrank.workbench.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CgroupMemoryTests {

    @TempDir
    Path mount;

    private Path membership;

    @BeforeEach
    void join() throws IOException {
        membership = mount.resolve("self");
        Files.writeString(membership, "0::/user.slice/shell.scope\n");
    }

    private void group(String path, String max, String current, long inactiveFile) throws IOException {
        Path group = Files.createDirectories(mount.resolve(path));
        Files.writeString(group.resolve("memory.max"), max + "\n");
        Files.writeString(group.resolve("memory.current"), current + "\n");
        Files.writeString(
                group.resolve("memory.stat"), "anon 5\nfile 9\ninactive_file " + inactiveFile + "\nactive_file 3\n");
    }

    private CgroupMemory memory() {
        return new CgroupMemory(mount, membership);
    }

    @Test
    void countsWhatTheKernelCanReclaimAsAvailable() throws IOException {
        group("user.slice/shell.scope", "1000", "700", 200);
        assertThat(memory().availableBytes()).hasValue(500);
    }

    @Test
    void takesTheTightestGroupOnTheWayUp() throws IOException {
        group("user.slice/shell.scope", "1000", "700", 200);
        group("user.slice", "2000", "1900", 0);
        assertThat(memory().availableBytes()).hasValue(100);
    }

    @Test
    void readsTheLimitOfAContainerThatSeesItsOwnGroupAsTheRoot() throws IOException {
        Files.writeString(membership, "0::/\n");
        group(".", "1000", "1100", 50);
        assertThat(memory().availableBytes()).hasValue(0);
    }

    @Test
    void isUnlimitedWhereNoGroupSetsALimit() throws IOException {
        group("user.slice/shell.scope", "max", "700", 200);
        assertThat(memory().availableBytes()).isEmpty();
    }

    @Test
    void isUnlimitedWhereThereAreNoGroupsOfVersionTwo() throws IOException {
        Files.writeString(membership, "12:memory:/docker/1\n");
        assertThat(memory().availableBytes()).isEmpty();
        assertThat(new CgroupMemory(mount, mount.resolve("absent")).availableBytes())
                .isEmpty();
    }
}
