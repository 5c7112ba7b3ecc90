package dev.outrank.workbench.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the control groups of this process (Linux, version 2) leave it of memory: a container or a slice of systemd may allow far less
 * than the machine has.
 *
 * @param mount where the hierarchy is mounted
 * @param membership a process's {@code /proc/<pid>/cgroup}
 */
record CgroupMemory(Path mount, Path membership) {

    private static final String UNIFIED = "0::/";

    static CgroupMemory ofThisProcess() {
        return new CgroupMemory(Path.of("/sys/fs/cgroup"), Path.of("/proc/self/cgroup"));
    }

    /**
     * Returns the bytes that may still be taken, the least of the own group and those above it: {@code memory.max − memory.current} and
     * the file pages in it that nobody used lately, which the kernel gives up first. Empty where no group sets a limit.
     */
    OptionalLong availableBytes() {
        long least = Long.MAX_VALUE;
        @Nullable Path group = ownGroup();
        while (group != null && group.startsWith(mount)) {
            least = Math.min(least, available(group));
            group = group.getParent();
        }
        return least == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(least);
    }

    private @Nullable Path ownGroup() {
        return lines(membership)
                .filter(line -> line.startsWith(UNIFIED))
                .map(line -> mount.resolve(line.substring(UNIFIED.length())).normalize())
                .findFirst()
                .orElse(null);
    }

    private static long available(Path group) {
        OptionalLong limit = number(lines(group.resolve("memory.max")));
        OptionalLong used = number(lines(group.resolve("memory.current")));
        if (limit.isEmpty() || used.isEmpty()) {
            return Long.MAX_VALUE;
        }
        long reclaimable = number(lines(group.resolve("memory.stat"))
                        .filter(line -> line.startsWith("inactive_file "))
                        .map(line -> line.substring(line.indexOf(' ') + 1)))
                .orElse(0);
        return Math.max(0, limit.getAsLong() - used.getAsLong() + Math.min(reclaimable, used.getAsLong()));
    }

    /** Returns the number of the first line; empty where there is none, or {@code max} in its place. */
    private static OptionalLong number(Stream<String> lines) {
        return lines.map(String::strip)
                .limit(1)
                .filter(line -> line.matches("\\d{1,18}"))
                .mapToLong(Long::parseLong)
                .findFirst();
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.isReadable(file) ? Files.readAllLines(file).stream() : Stream.empty();
        } catch (IOException e) {
            return Stream.empty();
        }
    }
}
