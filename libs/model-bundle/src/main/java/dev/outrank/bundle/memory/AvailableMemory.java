package dev.outrank.bundle.memory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * What this process can still take: the least of what the machine and the process's control groups have left.
 *
 * @param meminfo the machine's {@code /proc/meminfo}
 * @param groups the control groups
 */
public record AvailableMemory(Path meminfo, CgroupMemory groups) {

    /** 1 / 10: what other programs and this one's threads, buffers and nets may take until someone looks again; by judgement. */
    private static final int RESERVED_SHARE = 10;

    /** The least reserve, bytes; by judgement: a JVM's metaspace, code cache and stacks grow by about that after its start. */
    private static final long LEAST_RESERVE_BYTES = 128L << 20;

    /** Returns that of this process. */
    public static AvailableMemory ofThisProcess() {
        return new AvailableMemory(Path.of("/proc/meminfo"), CgroupMemory.ofThisProcess());
    }

    /** Returns the bytes that can be taken without swapping or being killed, page cache that can be dropped included; empty where unknown. */
    public OptionalLong bytes() {
        OptionalLong machine = machineBytes();
        OptionalLong allowed = groups.availableBytes();
        if (machine.isEmpty() || allowed.isEmpty()) {
            return machine.isPresent() ? machine : allowed;
        }
        return OptionalLong.of(Math.min(machine.getAsLong(), allowed.getAsLong()));
    }

    private OptionalLong machineBytes() {
        try {
            return Files.isReadable(meminfo)
                    ? Files.readAllLines(meminfo).stream()
                            .filter(line -> line.startsWith("MemAvailable:"))
                            .map(line -> line.replaceAll("\\D", ""))
                            .filter(kibibytes -> kibibytes.matches("\\d{1,15}"))
                            .mapToLong(kibibytes -> Long.parseLong(kibibytes) << 10)
                            .findFirst()
                    : OptionalLong.empty();
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }

    /**
     * Returns the bytes that rows must leave: a share of what is available, and the heap that the JVM may still take, which nobody can
     * refuse it later.
     *
     * @param heapToComeBytes the largest heap less the committed one
     */
    static long reserveBytes(long availableBytes, long heapToComeBytes) {
        return Math.max(LEAST_RESERVE_BYTES, availableBytes / RESERVED_SHARE) + heapToComeBytes;
    }

    /** Returns the heap that this JVM may still take, in bytes. */
    static long heapToComeBytes() {
        Runtime jvm = Runtime.getRuntime();
        return Math.max(0, jvm.maxMemory() - jvm.totalMemory());
    }
}
