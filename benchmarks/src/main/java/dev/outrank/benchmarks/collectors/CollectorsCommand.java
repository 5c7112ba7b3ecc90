package dev.outrank.benchmarks.collectors;

import dev.outrank.benchmarks.logging.QuietLogging;
import dev.outrank.benchmarks.machine.MachineLine;
import dev.outrank.benchmarks.ranking.PreparedModel;
import dev.outrank.benchmarks.ranking.WorkloadScale;
import dev.outrank.bundle.failure.CallerException;
import dev.outrank.bundle.memory.AvailableMemory;
import dev.outrank.workbench.replay.Api;
import dev.outrank.workbench.replay.ApiConverter;
import dev.outrank.workbench.replay.Load;
import dev.outrank.workbench.replay.PreparedRequests;
import dev.outrank.workbench.replay.ReferenceScores;
import dev.outrank.workbench.stack.StackOptions;
import dev.outrank.workbench.text.TimeSpan;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code outrank bench collectors}. */
@Command(
        name = "collectors",
        mixinStandardHelpOptions = true,
        description = "What heaps and garbage collectors cost a ranking service, beside the first of them.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {" 0:all settings were measured", " 1:one was not: its service did not start, or not answer"})
public final class CollectorsCommand implements Callable<Integer> {

    /** What a service takes besides its heap, megabytes: classes, compiled code, buffers, tensors; judged by the 820 MB of one with 768 MB. */
    private static final long BESIDE_HEAP = 300;

    private static final long SEED = 1;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--settings",
            paramLabel = "COLLECTOR:HEAP",
            split = ",",
            defaultValue = "serial:768m,serial:256m,serial:512m,serial:1g,parallel:768m,g1:768m,zgc:768m",
            description = "serial, parallel, g1 or zgc with the heap's limit, each a service of its own; others are"
                    + " compared with the first (default: ${DEFAULT-VALUE}).")
    private List<String> settings = List.of();

    @Option(
            names = "--workload",
            paramLabel = "NAME=SCALE",
            defaultValue = "drm1=0.001",
            description = "The model that is served, and the share of its rows (default: ${DEFAULT-VALUE}).")
    private String workload = "";

    @Option(
            names = "--candidates",
            paramLabel = "N",
            defaultValue = "270",
            description = "Candidates of a request (default: ${DEFAULT-VALUE}).")
    private int candidates;

    @Option(
            names = "--requests",
            paramLabel = "N",
            defaultValue = "32",
            description = "Distinct requests, sent in turn (default: ${DEFAULT-VALUE}).")
    private int requests;

    @Option(
            names = "--api",
            defaultValue = "infer-binary",
            converter = ApiConverter.class,
            description = "infer, infer-binary or rank (default: ${DEFAULT-VALUE}).")
    private Api api = Api.INFER_BINARY;

    @Option(
            names = "--rate",
            paramLabel = "R",
            description = "Requests a second, with exponential gaps (default: one after the other).")
    private @Nullable Double rate;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "7",
            description = "Rounds, each with a turn of all (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(
            names = "--turn",
            paramLabel = "TIME",
            defaultValue = "10s",
            description = "Length of a turn (default: ${DEFAULT-VALUE}).")
    private String turn = "";

    @Option(
            names = "--warm-up",
            paramLabel = "TIME",
            defaultValue = "20s",
            description = "How long each service is asked before the rounds (default: ${DEFAULT-VALUE}).")
    private String warmUp = "";

    @Option(
            names = "--directory",
            paramLabel = "DIR",
            description = "Where generated models are kept for the next run (default: in the temporary directory).")
    private Path directory = Path.of(System.getProperty("java.io.tmpdir"), "outrank-bench-models");

    @Option(
            names = "--logs",
            paramLabel = "DIR",
            description = "Where services and their collectors write their logs (default: in the temporary directory).")
    private Path logs = Path.of(System.getProperty("java.io.tmpdir"), "outrank-bench-collectors");

    @Option(names = "--json", paramLabel = "FILE", description = "Writes the rows there too.")
    private @Nullable Path json;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (rounds < 1 || candidates < 1 || requests < 1 || (rate != null && !(rate > 0))) {
            throw new CallerException("--rounds, --candidates, --requests, --rate: " + rounds + ", " + candidates + ", "
                    + requests + ", " + (rate == null ? "none" : rate) + " (expected: at least 1, a rate above 0)");
        }
        List<HeapSetting> heaps = HeapSetting.parse(settings);
        Duration turnTime = time("--turn", turn);
        Duration warmUpTime = time("--warm-up", warmUp);
        WorkloadScale scale = WorkloadScale.parse("--workload", workload);
        Path root = new StackOptions().root();
        requireMemory(heaps);
        QuietLogging.apply();
        println(MachineLine.ofThisMachine());
        PreparedModel model = PreparedModel.prepare(directory, scale, false);
        try (PreparedRequests prepared = PreparedRequests.generated(model.requests(), api, requests, candidates);
                CollectorsStudy study = new CollectorsStudy(load(), this::tell)) {
            ServedHeap.Subject subject =
                    new ServedHeap.Subject(root, logs, model, prepared, new ReferenceScores(requests));
            for (HeapSetting heap : heaps) {
                study.add(heap.label(), () -> ServedHeap.start(heap, subject));
            }
            write(study.run(warmUpTime, rounds, turnTime));
            study.failures().forEach((label, failure) -> println(label + ": failed: " + failure));
            return study.failures().isEmpty() ? 0 : 1;
        }
    }

    private Load load() {
        return rate == null ? new Load.Serial(0) : new Load.Rate(rate, SEED);
    }

    private static Duration time(String option, String text) {
        Duration time = Duration.ofNanos(TimeSpan.parseNanos(option, text));
        if (!time.isPositive()) {
            throw new CallerException(option + ": " + text + " (expected: above 0s)");
        }
        return time;
    }

    /** A machine that swaps, or ends one of the services, measures itself. */
    private static void requireMemory(List<HeapSetting> heaps) {
        long wanted = heaps.stream()
                .mapToLong(setting -> setting.heap().megabytes() + BESIDE_HEAP)
                .sum();
        OptionalLong available = AvailableMemory.ofThisProcess().bytes();
        if (available.isPresent() && available.getAsLong() >> 20 < wanted) {
            throw new CallerException("--settings: " + wanted + " MB together (expected: at most the "
                    + (available.getAsLong() >> 20) + " MB that are available)");
        }
    }

    private void write(List<CollectorsRow> rows) throws IOException {
        println(CollectorsRow.HEADER);
        rows.forEach(row -> println(row.line()));
        if (json != null) {
            String text = rows.stream()
                    .map(row -> "  " + JsonMapper.shared().writeValueAsString(row))
                    .collect(Collectors.joining(",\n", "[\n", "\n]\n"));
            Files.writeString(json, text);
        }
    }

    private void println(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }

    private void tell(String line) {
        PrintWriter err = spec.commandLine().getErr();
        err.println(line);
        err.flush();
    }
}
