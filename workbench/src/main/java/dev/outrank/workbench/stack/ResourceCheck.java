package dev.outrank.workbench.stack;

import com.sun.management.OperatingSystemMXBean;
import dev.outrank.bundle.failure.CapacityException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Finds out before the start whether memory and disk suffice. Sizes in megabytes, 2^20 bytes. */
final class ResourceCheck {

    private static final long MEGABYTE = 1 << 20;
    private static final Path MEMINFO = Path.of("/proc/meminfo");
    private static final long KILOBYTES_A_MEGABYTE = 1024;

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

    /** Returns what the machine can still give, and the limits of this process's control groups still allow. */
    private static long availableMegabytes() {
        long allowed = CgroupMemory.ofThisProcess().availableBytes().orElse(Long.MAX_VALUE) / MEGABYTE;
        return Math.min(allowed, machineMegabytes());
    }

    /** Returns what the system can still give, page cache included; half of all memory where it does not say. */
    private static long machineMegabytes() {
        long total =
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize() / MEGABYTE;
        try {
            List<String> lines = Files.exists(MEMINFO) ? Files.readAllLines(MEMINFO) : List.of();
            long available = lines.stream()
                    .filter(line -> line.startsWith("MemAvailable:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / KILOBYTES_A_MEGABYTE)
                    .findFirst()
                    .orElse(total / 2);
            return Math.min(total, available);
        } catch (IOException e) {
            return total / 2;
        }
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
