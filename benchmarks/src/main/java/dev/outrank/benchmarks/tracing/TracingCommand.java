package dev.outrank.benchmarks.tracing;

import dev.outrank.benchmarks.logging.QuietLogging;
import dev.outrank.benchmarks.machine.MachineLine;
import dev.outrank.benchmarks.ranking.PreparedModel;
import dev.outrank.benchmarks.ranking.WorkloadScale;
import dev.outrank.bundle.failure.CallerException;
import dev.outrank.workbench.replay.Api;
import dev.outrank.workbench.replay.PreparedRequests;
import dev.outrank.workbench.replay.ReferenceScores;
import dev.outrank.workbench.stack.StackOptions;
import dev.outrank.workbench.text.TimeSpan;
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

/** {@code outrank bench tracing}. */
@Command(
        name = "tracing",
        mixinStandardHelpOptions = true,
        description = "What metrics and traces cost, in CPU of a request, beside the same services with all of it off.")
public final class TracingCommand implements Callable<Integer> {

    private static final List<String> UNSEEN =
            List.of("--management.metrics.enable.all=false", "--management.observations.enable.all=false");

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--modes",
            split = ",",
            defaultValue = "singular,distributed",
            description = "singular, distributed or both (default: ${DEFAULT-VALUE}).")
    private List<ServiceMode> modes = List.of();

    @Option(
            names = "--sampling",
            paramLabel = "P",
            defaultValue = "0.01",
            description = "The share of requests that are traced (default: ${DEFAULT-VALUE}).")
    private double sampling;

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
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "15",
            description = "Rounds, each with a turn of both (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(
            names = "--turn",
            paramLabel = "TIME",
            defaultValue = "4s",
            description = "Length of a turn (default: ${DEFAULT-VALUE}).")
    private String turn = "";

    @Option(
            names = "--warm-up",
            paramLabel = "TIME",
            defaultValue = "20s",
            description = "How long each is asked before the rounds (default: ${DEFAULT-VALUE}).")
    private String warmUp = "";

    @Option(
            names = "--directory",
            paramLabel = "DIR",
            description = "Where generated models are kept for the next run (default: in the temporary directory).")
    private Path directory = Path.of(System.getProperty("java.io.tmpdir"), "outrank-bench-models");

    @Option(
            names = "--logs",
            paramLabel = "DIR",
            description = "Where services write their logs (default: in the temporary directory).")
    private Path logs = Path.of(System.getProperty("java.io.tmpdir"), "outrank-bench-tracing");

    @Option(names = "--json", paramLabel = "FILE", description = "Writes the rows there too.")
    private @Nullable Path json;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (rounds < 1 || candidates < 1 || requests < 1 || !(sampling > 0 && sampling <= 1)) {
            throw new CallerException("--rounds, --candidates, --requests, --sampling: " + rounds + ", " + candidates
                    + ", " + requests + ", " + sampling + " (expected: at least 1, a share above 0 and at most 1)");
        }
        WorkloadScale scale = WorkloadScale.parse("--workload", workload);
        QuietLogging.apply();
        println(MachineLine.ofThisMachine());
        println(TracingRow.HEADER);
        PreparedModel model = PreparedModel.prepare(directory, scale, false);
        List<TracingRow> rows = new ArrayList<>();
        try (PreparedRequests prepared =
                        PreparedRequests.generated(model.requests(), Api.INFER_BINARY, requests, candidates);
                SpanSink spans = new SpanSink()) {
            SeenServices.Subject subject = new SeenServices.Subject(
                    new StackOptions().root(), logs, model, prepared, new ReferenceScores(requests));
            for (ServiceMode mode : modes) {
                TracingRow row = measure(mode, subject, spans);
                println(row.line());
                rows.add(row);
            }
        }
        write(rows);
        return 0;
    }

    private TracingRow measure(ServiceMode mode, SeenServices.Subject subject, SpanSink spans)
            throws InterruptedException {
        long before = spans.bytes();
        List<String> traced = List.of(
                "--management.opentelemetry.tracing.export.otlp.endpoint=" + spans.endpoint(),
                "--management.tracing.sampling.probability=" + sampling);
        TracingRow row;
        try (SeenServices seen = SeenServices.start(mode + "-seen", mode, traced, subject);
                SeenServices unseen = SeenServices.start(mode + "-unseen", mode, UNSEEN, subject)) {
            row = new Rounds(seen, unseen).run(mode);
        }
        // Spans are sent when a service stops at the latest.
        if (spans.bytes() == before) {
            throw new IllegalStateException("spans: none came (expected: those of " + sampling + " of all requests)");
        }
        return row;
    }

    /** Both in turns, each of them first in every other round. */
    private final class Rounds {

        private final SeenServices seen;
        private final SeenServices unseen;
        private final List<Double> seenMicros = new ArrayList<>();
        private final List<Double> unseenMicros = new ArrayList<>();

        private Rounds(SeenServices seen, SeenServices unseen) {
            this.seen = seen;
            this.unseen = unseen;
        }

        private TracingRow run(ServiceMode mode) throws InterruptedException {
            Duration first = time("--warm-up", warmUp);
            Duration each = time("--turn", turn);
            seen.turn(first);
            unseen.turn(first);
            for (int round = 0; round < rounds; round++) {
                if (round % 2 == 0) {
                    seenMicros.add(seen.turn(each));
                    unseenMicros.add(unseen.turn(each));
                } else {
                    unseenMicros.add(unseen.turn(each));
                    seenMicros.add(seen.turn(each));
                }
            }
            return TracingRow.of(mode, seenMicros, unseenMicros);
        }
    }

    private static Duration time(String option, String text) {
        Duration time = Duration.ofNanos(TimeSpan.parseNanos(option, text));
        if (!time.isPositive()) {
            throw new CallerException(option + ": " + text + " (expected: above 0s)");
        }
        return time;
    }

    private void write(List<TracingRow> rows) throws IOException {
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
}
