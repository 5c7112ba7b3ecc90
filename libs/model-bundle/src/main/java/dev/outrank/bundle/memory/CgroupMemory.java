package dev.outrank.bundle.memory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the control groups of this process (Linux, versions 1 and 2) leave it of memory: a container or a slice of systemd may allow far
 * less than the machine has.
 *
 * @param mount where the hierarchies are mounted
 * @param membership a process's {@code /proc/<pid>/cgroup}
 */
public record CgroupMemory(Path mount, Path membership) {

    /** Names of a version's files: the limit, the use, and the line of {@code memory.stat} with the file pages that nobody used lately. */
    private enum Version {
        ONE("memory.limit_in_bytes", "memory.usage_in_bytes", "total_inactive_file "),
        TWO("memory.max", "memory.current", "inactive_file ");

        private final String limit;
        private final String used;
        private final String reclaimable;

        Version(String limit, String used, String reclaimable) {
            this.limit = limit;
            this.used = used;
            this.reclaimable = reclaimable;
        }
    }

    private static final String UNIFIED = "0::/";
    private static final Pattern MEMORY = Pattern.compile("\\d+:(?:[^:]*,)?memory(?:,[^:]*)?:/(.*)");

    /** Returns those of this process. */
    public static CgroupMemory ofThisProcess() {
        return new CgroupMemory(Path.of("/sys/fs/cgroup"), Path.of("/proc/self/cgroup"));
    }

    /**
     * Returns the bytes that may still be taken, the least of the own groups and those above them: limit − use and the file pages in it
     * that nobody used lately, which the kernel gives up first. Empty where no group sets a limit.
     */
    public OptionalLong availableBytes() {
        long least = Long.MAX_VALUE;
        for (String line : lines(membership).toList()) {
            Matcher memory = MEMORY.matcher(line);
            if (line.startsWith(UNIFIED)) {
                least = Math.min(least, available(mount, line.substring(UNIFIED.length()), Version.TWO));
            } else if (memory.matches()) {
                least = Math.min(least, available(mount.resolve("memory"), memory.group(1), Version.ONE));
            }
        }
        return least == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(least);
    }

    private static long available(Path root, String own, Version version) {
        long least = Long.MAX_VALUE;
        @Nullable Path group = root.resolve(own).normalize();
        while (group != null && group.startsWith(root)) {
            least = Math.min(least, available(group, version));
            group = group.getParent();
        }
        return least;
    }

    private static long available(Path group, Version version) {
        OptionalLong limit = number(lines(group.resolve(version.limit)));
        OptionalLong used = number(lines(group.resolve(version.used)));
        if (limit.isEmpty() || used.isEmpty()) {
            return Long.MAX_VALUE;
        }
        long reclaimable = number(lines(group.resolve("memory.stat"))
                        .filter(line -> line.startsWith(version.reclaimable))
                        .map(line -> line.substring(line.indexOf(' ') + 1)))
                .orElse(0);
        return Math.max(0, limit.getAsLong() - used.getAsLong() + Math.min(reclaimable, used.getAsLong()));
    }

    /** Returns the number of the first line; empty where there is none, or {@code max} or the 2^63 of version 1 in its place. */
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
