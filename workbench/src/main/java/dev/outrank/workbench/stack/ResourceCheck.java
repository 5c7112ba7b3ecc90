package dev.outrank.workbench.stack;

import com.sun.management.OperatingSystemMXBean;
import dev.outrank.bundle.failure.CapacityException;
import dev.outrank.bundle.memory.AvailableMemory;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/** Finds out before the start whether memory and disk suffice. Sizes in megabytes, 2^20 bytes. */
final class ResourceCheck {

    private static final long MEGABYTE = 1 << 20;

    /** Logs, the registry's database, unpacked services and their start-up caches. */
    private static final long OWN_DISK_MEGABYTES = 700;

    private ResourceCheck() {}

    static long neededMegabytes(StackSettings settings) {
        long rankings = settings.singular() ? 2 : 1;
        return ServiceKind.CONFIG.memoryMegabytes()
                + ServiceKind.GATEWAY.memoryMegabytes()
                + rankings * ServiceKind.RANKING.memoryMegabytes()
                + (long) settings.shards() * settings.replicas() * ServiceKind.EMBEDDING.memoryMegabytes();
    }

    /** Checks memory and disk against what this machine has. */
    static void require(StackSettings settings, long modelBytes) {
        requireMemory(neededMegabytes(settings), availableMegabytes());
        requireDisk(settings.home(), OWN_DISK_MEGABYTES + modelBytes / MEGABYTE, freeMegabytes(settings.home()));
    }

    static void requireMemory(long needed, long available) {
        if (available < needed) {
            throw new CapacityException("memory: " + available + " MiB available (expected: " + needed
                    + " MiB for the services; end other programs or take fewer --shards)");
        }
    }

    static void requireDisk(Path home, long needed, long free) {
        if (free < needed) {
            throw new CapacityException("disk: " + free + " MiB free at " + home + " (expected: " + needed
                    + " MiB; free some or choose another --home)");
        }
    }

    /** Returns what the machine and the limits of this process's control groups can still give; half of all memory where they do not say. */
    private static long availableMegabytes() {
        long total =
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
        return Math.min(total, AvailableMemory.ofThisProcess().bytes().orElse(total / 2)) / MEGABYTE;
    }

    private static long freeMegabytes(Path home) {
        try {
            Files.createDirectories(home);
            return Files.getFileStore(home).getUsableSpace() / MEGABYTE;
        } catch (IOException e) {
            throw new CapacityException("disk: " + home + " cannot be written (expected: a directory to write to)", e);
        }
    }
}
