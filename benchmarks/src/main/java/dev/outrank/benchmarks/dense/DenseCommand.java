package dev.outrank.benchmarks.dense;

import ai.onnxruntime.OrtException;
import dev.outrank.benchmarks.machine.MachineLine;
import dev.outrank.bundle.failure.CallerException;
import dev.outrank.workbench.workload.Workload;
import dev.outrank.workbench.workload.WorkloadCatalog;
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

/** {@code outrank bench dense}. */
@Command(
        name = "dense",
        mixinStandardHelpOptions = true,
        description =
                "The dense nets of a workload in ONNX Runtime alone, float32 and int8 in turn: pairs per second and core.")
public final class DenseCommand implements Callable<Integer> {

    private static final Duration TURN = Duration.ofMillis(300);
    private static final int SWEEP_ROUNDS = 5;
    private static final List<Integer> SWEEP_CANDIDATES = List.of(16, 64, 128, 512);

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--workload",
            paramLabel = "NAME|FILE",
            defaultValue = "mlperf-dlrm-v2",
            description = "Whose nets run (default: ${DEFAULT-VALUE}).")
    private String workload;

    @Option(
            names = "--candidates",
            paramLabel = "N",
            defaultValue = "270",
            description = "Candidates a run (default: ${DEFAULT-VALUE}).")
    private int candidates;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "11",
            description = "Turns of both (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(names = "--sweep", description = "Other numbers of candidates and other session options too.")
    private boolean sweep;

    @Option(names = "--json", paramLabel = "FILE", description = "Writes the rows there too.")
    private @Nullable Path json;

    @Override
    public Integer call() throws OrtException, IOException {
        requirePositive("--candidates", candidates);
        requirePositive("--rounds", rounds);
        Workload wanted = WorkloadCatalog.find(workload);
        PrintWriter out = spec.commandLine().getOut();
        out.println(MachineLine.ofThisMachine());
        out.println(wanted.name() + ": pairs per second and core; in float32, in int8, int8 over float32");
        out.println("session options         candidates      float32       int8   ratio                 score change");
        WorkloadNets nets = WorkloadNets.generate(wanted);
        List<DenseRow> rows = new ArrayList<>();
        rows.add(print(out, new DenseStudy(nets, rounds, TURN).run(RuntimeOption.AS_RANKING, candidates)));
        if (sweep) {
            sweep(new DenseStudy(nets, Math.min(rounds, SWEEP_ROUNDS), TURN), rows, out);
        }
        if (json != null) {
            String text = rows.stream()
                    .map(row -> "  " + JsonMapper.shared().writeValueAsString(row))
                    .collect(Collectors.joining(",\n", "[\n", "\n]\n"));
            Files.writeString(json, text);
        }
        return 0;
    }

    private void sweep(DenseStudy study, List<DenseRow> rows, PrintWriter out) throws OrtException {
        for (int count : SWEEP_CANDIDATES) {
            rows.add(print(out, study.run(RuntimeOption.AS_RANKING, count)));
        }
        for (RuntimeOption option : List.of(
                RuntimeOption.WITHOUT_ARENA, RuntimeOption.WITHOUT_MEMORY_PATTERN, RuntimeOption.DENORMALS_ARE_ZERO)) {
            rows.add(print(out, study.run(option, candidates)));
        }
    }

    private static DenseRow print(PrintWriter out, DenseRow row) {
        out.println(row.line());
        out.flush();
        return row;
    }

    private static void requirePositive(String option, int value) {
        if (value < 1) {
            throw new CallerException(option + ": " + value + " (expected: at least 1)");
        }
    }
}
