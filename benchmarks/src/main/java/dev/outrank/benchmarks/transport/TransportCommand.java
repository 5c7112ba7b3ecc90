package dev.outrank.benchmarks.transport;

import dev.outrank.benchmarks.logging.QuietLogging;
import dev.outrank.benchmarks.lookup.PackedTables;
import dev.outrank.benchmarks.machine.MachineLine;
import dev.outrank.bundle.failure.CallerException;
import dev.outrank.lookup.LookupRequest;
import dev.outrank.workbench.calibrate.CpuClock;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import reactor.netty.http.HttpResources;
import reactor.netty.resources.LoopResources;

/** {@code outrank bench transport}. */
@Command(
        name = "transport",
        mixinStandardHelpOptions = true,
        description = "What a lookup of 8 KiB with an answer of 32 KiB costs on its way, beside bare frames over TCP.")
public final class TransportCommand implements Callable<Integer> {

    private static final int[] FAN_OUTS = {8, 1};

    @Option(
            names = "--rounds",
            defaultValue = "15",
            description = "Rounds, each with a turn of every way (default: 15).")
    private int rounds;

    @Option(names = "--window", defaultValue = "1000", description = "Milliseconds of a turn (default: 1000).")
    private long windowMillis;

    @Option(names = "--warm-up", defaultValue = "6", description = "Rounds before those that count (default: 6).")
    private int warmUps;

    @Option(
            names = "--inline",
            defaultValue = "256KB",
            description = "Rows up to which the server pools on its event loop; 0 never (default: 256KB).")
    private String inline = "";

    @Option(
            names = "--ways",
            split = ",",
            defaultValue = "tcp,http",
            description =
                    "Which ways take turns with the floor (default: tcp,http). HTTP compiles for minutes, which disturbs the others.")
    private List<String> ways = List.of();

    private final CpuClock cpu = new CpuClock(ProcessHandle.current());

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        System.setProperty("reactor.netty.ioWorkerCount", "1");
        QuietLogging.apply();
        PrintWriter out = spec.commandLine().getOut();
        out.println(MachineLine.ofThisMachine());
        Path directory = Files.createTempDirectory("outrank-transport");
        Path packed = PackedTables.write(directory, Shape.ROWS, Shape.DIM);
        LookupRequest request = Shape.request(packed);
        LoopResources loops = HttpResources.get();
        try (PeerProcess peer = PeerProcess.start(packed, inline);
                FloorDriver floor = FloorDriver.connect(peer.floorPort());
                LookupDriver tcp = LookupDriver.tcp(request, peer.tcpPort(), loops);
                LookupDriver http = LookupDriver.http(request, peer.httpPort(), loops)) {
            List<Driver> drivers = new ArrayList<>(List.of(floor));
            for (String way : ways) {
                drivers.add(checked(way, tcp, http));
            }
            for (int fanOut : FAN_OUTS) {
                measure(fanOut, drivers, peer).forEach((name, samples) -> out.println(line(fanOut, name, samples)));
                out.flush();
            }
        }
        return 0;
    }

    private static Driver checked(String way, LookupDriver tcp, LookupDriver http) {
        LookupDriver driver =
                switch (way) {
                    case "tcp" -> tcp;
                    case "http" -> http;
                    default -> throw new CallerException("--ways: '" + way + "' (expected: tcp or http)");
                };
        driver.check();
        return driver;
    }

    private Map<String, Samples> measure(int fanOut, List<Driver> drivers, PeerProcess peer) {
        Map<String, Samples> samples = new LinkedHashMap<>();
        drivers.forEach(driver -> samples.put(driver.name(), new Samples()));
        for (int round = -warmUps; round < rounds; round++) {
            Map<String, double[]> turn = new LinkedHashMap<>();
            for (Driver driver : drivers) {
                turn.put(driver.name(), turn(driver, fanOut, peer));
            }
            if (round >= 0) {
                double floor = Objects.requireNonNull(turn.get("floor"))[0];
                turn.forEach((name, micros) ->
                        Objects.requireNonNull(samples.get(name)).add(micros, floor));
            }
        }
        return samples;
    }

    /** Returns the CPU of a call in both processes, what of it was pooling, and how long it took, in µs. */
    private double[] turn(Driver driver, int fanOut, PeerProcess peer) {
        long before = cpuNanos(peer);
        long begin = System.nanoTime();
        double calls = driver.run(fanOut, windowMillis * 1_000_000);
        double wall = System.nanoTime() - begin;
        double nanos = cpuNanos(peer) - before;
        return new double[] {nanos / calls / 1e3, driver.poolNanos() / calls / 1e3, wall / calls * fanOut / 1e3};
    }

    private long cpuNanos(PeerProcess peer) {
        return cpu.nanos() + peer.cpuNanos();
    }

    /** The rounds of one way. */
    private static final class Samples {
        private final List<Double> micros = new ArrayList<>();
        private final List<Double> ratios = new ArrayList<>();
        private final List<Double> ratiosWithoutPooling = new ArrayList<>();
        private final List<Double> wall = new ArrayList<>();

        void add(double[] turn, double floor) {
            micros.add(turn[0]);
            ratios.add(turn[0] / floor);
            ratiosWithoutPooling.add((turn[0] - turn[1]) / floor);
            wall.add(turn[2]);
        }

        private static String spread(List<Double> values, String format) {
            List<Double> sorted = values.stream().sorted().toList();
            return String.format(
                    Locale.ROOT,
                    format + " (" + format + " to " + format + ")",
                    sorted.get(sorted.size() / 2),
                    sorted.getFirst(),
                    sorted.getLast());
        }
    }

    private static String line(int fanOut, String name, Samples samples) {
        return String.format(
                Locale.ROOT,
                "fan-out %d  %-5s  CPU/RPC %s µs  batch %s µs  / floor %s  without pooling / floor %s",
                fanOut,
                name,
                Samples.spread(samples.micros, "%.1f"),
                Samples.spread(samples.wall, "%.0f"),
                Samples.spread(samples.ratios, "%.2f"),
                Samples.spread(samples.ratiosWithoutPooling, "%.2f"));
    }
}
