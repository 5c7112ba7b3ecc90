package dev.outrank.benchmarks.transport;

import dev.outrank.bundle.failure.DependencyException;
import dev.outrank.workbench.calibrate.CpuClock;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The process of a {@link TransportPeer}. */
final class PeerProcess implements AutoCloseable {

    private final Process process;
    private final int[] ports;
    private final CpuClock clock;

    private PeerProcess(Process process, int[] ports) {
        this.process = process;
        this.ports = ports;
        this.clock = new CpuClock(process.toHandle());
    }

    static PeerProcess start(Path packed, String inline) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--add-modules=jdk.incubator.vector",
                "-Xmx512m"));
        String classPath = System.getProperty("java.class.path");
        boolean packaged = classPath.endsWith(".jar") && classPath.indexOf(File.pathSeparatorChar) < 0;
        command.addAll(
                packaged ? List.of("-jar", classPath) : List.of("-cp", classPath, "dev.outrank.benchmarks.Benchmarks"));
        command.addAll(List.of("transport-peer", "--packed", packed.toString(), "--inline", inline));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        List<String> log = new ArrayList<>();
        BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line = out.readLine();
        while (line != null && !line.startsWith(TransportPeer.READY)) {
            log.add(line);
            line = out.readLine();
        }
        if (line == null) {
            throw new DependencyException(
                    "transport-peer: ended (expected: ready); it said:\n" + String.join("\n", log));
        }
        drain(out);
        String[] ports = line.substring(TransportPeer.READY.length()).split(" ");
        return new PeerProcess(
                process, Arrays.stream(ports).mapToInt(Integer::parseInt).toArray());
    }

    private static void drain(BufferedReader out) {
        Thread.ofPlatform().daemon().start(() -> {
            try {
                while (out.readLine() != null) {
                    // Nobody reads a log that may fill the pipe.
                }
            } catch (IOException e) {
                // It has ended.
                return;
            }
        });
    }

    int floorPort() {
        return ports[0];
    }

    int tcpPort() {
        return ports[1];
    }

    int httpPort() {
        return ports[2];
    }

    long cpuNanos() {
        return clock.nanos();
    }

    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        process.destroy();
    }
}
