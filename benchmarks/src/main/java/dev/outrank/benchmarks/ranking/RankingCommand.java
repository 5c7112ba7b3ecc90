package dev.outrank.benchmarks.ranking;

import ai.onnxruntime.OrtException;
import dev.outrank.benchmarks.logging.QuietLogging;
import dev.outrank.benchmarks.machine.MachineLine;
import dev.outrank.benchmarks.ranking.RankingRow.Subject;
import dev.outrank.bundle.failure.CallerException;
import dev.outrank.bundle.memory.MemoryMode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code outrank bench ranking}. */
@Command(
        name = "ranking",
        mixinStandardHelpOptions = true,
        description =
                "What ranking costs in one process, over HTTP and without a connection, beside its lookups and nets alone.")
public final class RankingCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--workloads",
            paramLabel = "NAME=SCALE",
            split = ",",
            defaultValue = "mlperf-dlrm-v2=0.01,drm1=0.001",
            description = "Models that are ranked with, and the share of their rows (default: ${DEFAULT-VALUE}).")
    private List<String> workloads = List.of();

    @Option(
            names = "--nets",
            split = ",",
            defaultValue = "float32,int8",
            description = "float32, int8 or both (default: ${DEFAULT-VALUE}).")
    private List<String> nets = List.of();

    @Option(
            names = "--candidates",
            paramLabel = "N",
            defaultValue = "270",
            description = "Candidates of a request (default: ${DEFAULT-VALUE}).")
    private int candidates;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "9",
            description = "Rounds, each with a turn of all (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(
            names = "--warm-up",
            paramLabel = "N",
            defaultValue = "5",
            description = "Rounds before those that count (default: ${DEFAULT-VALUE}).")
    private int warmUps;

    @Option(names = "--turn", paramLabel = "MS", defaultValue = "1000", description = "Length of a turn.")
    private long turnMillis;

    @Option(
            names = "--memory",
            defaultValue = "auto",
            description = "How both hold the rows: auto, mapped or copied (default: ${DEFAULT-VALUE}).")
    private MemoryMode memory = MemoryMode.AUTO;

    @Option(
            names = "--directory",
            paramLabel = "DIR",
            description = "Where generated models are kept for the next run (default: in the temporary directory).")
    private Path directory = Path.of(System.getProperty("java.io.tmpdir"), "outrank-bench-models");

    @Option(names = "--json", paramLabel = "FILE", description = "Writes the rows there too.")
    private @Nullable Path json;

    @Override
    public Integer call() throws IOException, OrtException {
        if (rounds < 1 || warmUps < 0 || candidates < 1 || turnMillis < 1) {
            throw new CallerException("--rounds, --candidates, --turn: " + rounds + ", " + candidates + ", "
                    + turnMillis + " (expected: at least 1)");
        }
        QuietLogging.apply();
        PrintWriter out = spec.commandLine().getOut();
        out.println(MachineLine.ofThisMachine());
        out.println(RankingRow.HEADER);
        List<RankingRow> rows = new ArrayList<>();
        for (String workload : workloads) {
            WorkloadScale wanted = WorkloadScale.parse("--workloads", workload);
            for (String type : nets) {
                List<RankingRow> measured = measure(wanted, type);
                measured.forEach(row -> out.println(row.line()));
                out.flush();
                rows.addAll(measured);
            }
        }
        if (json != null) {
            String text = rows.stream()
                    .map(row -> "  " + JsonMapper.shared().writeValueAsString(row))
                    .collect(Collectors.joining(",\n", "[\n", "\n]\n"));
            Files.writeString(json, text);
        }
        return 0;
    }

    private List<RankingRow> measure(WorkloadScale wanted, String type) throws IOException, OrtException {
        if (!type.equals("float32") && !type.equals("int8")) {
            throw new CallerException("--nets: '" + type + "' (expected: float32 or int8)");
        }
        PreparedModel model = PreparedModel.prepare(directory, wanted, type.equals("int8"));
        try (BareModel bare = new BareModel(model, candidates, memory);
                ServedModel served = ServedModel.start(model, memory);
                HttpCalls http = served.http()) {
            Subject subject = new Subject(wanted.label(), type, candidates);
            RankingStudy study = new RankingStudy(subject, model, bare, served, http);
            study.check();
            return study.run(warmUps, rounds, Duration.ofMillis(turnMillis));
        }
    }
}
