package dev.outrank.workbench.replay;

import dev.outrank.bundle.manifest.Manifest;
import dev.outrank.workbench.document.CanonicalJson;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code outrank replay}. */
@Command(
        name = "replay",
        description = {
            "Sends requests to a gateway or a ranking service, measures their latency and checks every answer.",
            "Latency begins when a request is due, not when it is sent: a target that stalls is seen to."
        },
        footer = {
            "",
            "Example: outrank replay --model examples/clicks --trace examples/clicks/golden.ndjson --rate 200 --duration 20s",
            "Example: outrank replay --model models/drm1 --workload drm1 --serial --target http://127.0.0.1:8101 --json drm1.json",
            "Example: outrank replay --model models/drm1 --workload drm1 --find-capacity --p99-target-ms 50"
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {" 0:every request was answered, and rightly", " 1:one was not, or something could not start"})
public final class ReplayCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private TargetOptions targets;

    @Mixin
    private RequestOptions requests;

    @Mixin
    private LoadOptions loads;

    @Option(
            names = "--expect",
            paramLabel = "<file>",
            description = "Scores that answers must have, bit for bit, as --save-scores writes them"
                    + " (default: equal requests must get equal scores).")
    private @Nullable Path expect;

    @Option(names = "--save-scores", paramLabel = "<file>", description = "Where to write the scores of each request.")
    private @Nullable Path saveScores;

    @Option(names = "--allow-degraded", description = "Take answers with defaults in place of embeddings as right.")
    private boolean allowDegraded;

    @Option(names = "--json", paramLabel = "<file>", description = "Where to write the result as JSON.")
    private @Nullable Path json;

    @Option(
            names = "--hdr",
            paramLabel = "<file>",
            description = "Where to write a log of histograms, an interval a second, for HdrHistogram's tools.")
    private @Nullable Path hdr;

    @Override
    public Integer call() throws InterruptedException {
        Load load = loads.load();
        Manifest manifest = requests.manifest();
        ReplayTarget target = targets.target(manifest);
        try (PreparedRequests prepared = requests.prepare(manifest, loads.seed())) {
            ReferenceScores reference =
                    expect == null ? new ReferenceScores(prepared.count()) : ReferenceScores.read(expect, prepared);
            try (Replay replay = new Replay(target, prepared, reference, allowDegraded)) {
                RunLength length = loads.length(prepared);
                replay.probe();
                int exit = load == null ? search(replay, length) : run(replay, load, length);
                if (saveScores != null) {
                    reference.write(saveScores);
                }
                return exit;
            }
        }
    }

    private int run(Replay replay, Load load, RunLength length) throws InterruptedException {
        ReplayResult result;
        try (ProgressLine progress = progress(length)) {
            result = hdr == null ? replay.run(load, length, progress) : logged(replay, load, length, progress, hdr);
        }
        ReplayText.lines(result).forEach(this::println);
        if (json != null) {
            CanonicalJson.write(result, json);
        }
        return result.isRight() ? 0 : 1;
    }

    private static ReplayResult logged(Replay replay, Load load, RunLength length, RunListener progress, Path file)
            throws InterruptedException {
        try (HistogramLog log = HistogramLog.create(file, load.label())) {
            return replay.run(load, length, progress.and(log));
        }
    }

    private int search(Replay replay, RunLength length) throws InterruptedException {
        double targetMicros = loads.p99TargetMicros();
        CapacitySearch search = new CapacitySearch(
                rate -> {
                    try (ProgressLine progress = progress(length)) {
                        Load load = new Load.Rate(rate, loads.seed());
                        return CapacityStep.of(rate, replay.run(load, length, progress), targetMicros);
                    }
                },
                step -> println(ReplayText.line(step)));
        CapacityReport report = search.search(loads.firstRate(), targetMicros);
        println(ReplayText.line(report));
        if (json != null) {
            CanonicalJson.write(report, json);
        }
        return report.capacity() > 0 ? 0 : 1;
    }

    private ProgressLine progress(RunLength length) {
        return new ProgressLine(
                spec.commandLine().getErr(),
                ProgressLine.isTerminal(),
                length.warmUp().toMillis() / 1e3);
    }

    private void println(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }
}
