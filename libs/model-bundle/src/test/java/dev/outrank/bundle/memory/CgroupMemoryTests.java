package dev.outrank.bundle.memory;

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
    void readsGroupsOfVersionOne() throws IOException {
        Files.writeString(membership, "12:pids:/docker/1\n4:memory,hugetlb:/docker/1\n0::/\n");
        versionOne("memory/docker/1", "9223372036854771712", "700", 0);
        // A container sees its own group as the root of the hierarchy.
        versionOne("memory", "1000", "700", 200);
        assertThat(memory().availableBytes()).hasValue(500);
    }

    private void versionOne(String path, String limit, String used, long inactiveFile) throws IOException {
        Path group = Files.createDirectories(mount.resolve(path));
        Files.writeString(group.resolve("memory.limit_in_bytes"), limit + "\n");
        Files.writeString(group.resolve("memory.usage_in_bytes"), used + "\n");
        Files.writeString(group.resolve("memory.stat"), "inactive_file 1\ntotal_inactive_file " + inactiveFile + "\n");
    }

    @Test
    void isUnlimitedWhereThereAreNoGroups() throws IOException {
        Files.writeString(membership, "12:memory:/docker/1\n");
        assertThat(memory().availableBytes()).isEmpty();
        assertThat(new CgroupMemory(mount, mount.resolve("absent")).availableBytes())
                .isEmpty();
    }
}
