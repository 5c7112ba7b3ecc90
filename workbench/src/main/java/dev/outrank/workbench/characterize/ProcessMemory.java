package dev.outrank.workbench.characterize;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The memory of a process.
 *
 * @param rssBytes of its pages that are in memory, those that it shares too
 * @param pssBytes the same, with each shared page split among those that share it
 */
public record ProcessMemory(long rssBytes, long pssBytes) {

    private static final long BYTES_PER_KB = 1024;

    /** Returns the memory of a process, 0 where the system does not say. */
    public static ProcessMemory of(ProcessHandle process) {
        try {
            List<String> lines = Files.readAllLines(Path.of("/proc", String.valueOf(process.pid()), "smaps_rollup"));
            return new ProcessMemory(bytes(lines, "Rss:"), bytes(lines, "Pss:"));
        } catch (IOException e) {
            return new ProcessMemory(0, 0);
        }
    }

    static long bytes(List<String> lines, String name) {
        return lines.stream()
                .filter(line -> line.startsWith(name))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * BYTES_PER_KB)
                .findFirst()
                .orElse(0);
    }
}
