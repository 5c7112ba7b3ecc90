package dev.outrank.benchmarks.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The machine in one line, without which figures say nothing. */
public final class MachineLine {

    private MachineLine() {}

    /** Returns CPU, cores, operating system and JVM. */
    public static String ofThisMachine() {
        return "machine: " + cpu() + ", " + Runtime.getRuntime().availableProcessors() + " cores, "
                + System.getProperty("os.name") + " " + System.getProperty("os.version") + ", "
                + System.getProperty("java.vm.name") + " " + Runtime.version();
    }

    private static String cpu() {
        try {
            List<String> lines = Files.readAllLines(Path.of("/proc/cpuinfo"));
            return lines.stream()
                    .filter(line -> line.startsWith("model name")
                            || line.startsWith("cpu family")
                            || line.startsWith("model\t"))
                    .distinct()
                    .limit(3)
                    .map(line -> line.replaceAll("\\s*:\\s*", " ").strip())
                    .reduce((a, b) -> a + ", " + b)
                    .orElse(System.getProperty("os.arch"));
        } catch (IOException e) {
            return System.getProperty("os.arch");
        }
    }
}
