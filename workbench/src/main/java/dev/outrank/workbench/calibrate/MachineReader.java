package dev.outrank.workbench.calibrate;

import com.sun.management.OperatingSystemMXBean;
import dev.outrank.planner.cost.MachineFacts;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads what machine this is. */
public final class MachineReader {

    private MachineReader() {}

    /**
     * Returns the facts.
     *
     * @param cacheBytes what was found to be cached
     * @param kernels which ran
     */
    public static MachineFacts read(double cacheBytes, String kernels, Instant when) {
        String measured = "measured " + Math.round(cacheBytes / (1 << 20)) + " MiB";
        String stated = statedCaches(Path.of("/sys/devices/system/cpu/cpu0/cache"));
        return new MachineFacts(
                cpu(Path.of("/proc/cpuinfo")),
                Runtime.getRuntime().availableProcessors(),
                stated.isEmpty() ? measured : stated + "; " + measured,
                memoryBytes(),
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                System.getProperty("java.vm.name") + " " + Runtime.version(),
                kernels,
                when.toString());
    }

    private static long memoryBytes() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
    }

    static String cpu(Path cpuinfo) {
        try (Stream<String> lines = Files.lines(cpuinfo)) {
            String found = lines.filter(line -> line.matches("(model name|cpu family|model)\\s*:.*"))
                    .distinct()
                    .map(line -> line.replaceAll("\\s*:\\s*", " ").replaceFirst("^model name ", ""))
                    .collect(Collectors.joining(", "));
            return found.isEmpty() ? System.getProperty("os.arch") : found;
        } catch (IOException e) {
            return System.getProperty("os.arch");
        }
    }

    /** Returns levels and sizes, empty where the system does not say. */
    static String statedCaches(Path directory) {
        List<String> caches = new ArrayList<>();
        for (int i = 0; Files.isDirectory(directory.resolve("index" + i)); i++) {
            Path cache = directory.resolve("index" + i);
            try {
                if (!Files.readString(cache.resolve("type")).startsWith("Instruction")) {
                    caches.add("L" + Files.readString(cache.resolve("level")).strip() + " "
                            + Files.readString(cache.resolve("size")).strip());
                }
            } catch (IOException e) {
                return "";
            }
        }
        return String.join(", ", caches);
    }
}
