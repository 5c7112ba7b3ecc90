package dev.outrank.workbench.quantize;

import dev.outrank.bundle.Bundle;
import dev.outrank.bundle.failure.CallerException;
import dev.outrank.bundle.manifest.ElementType;
import dev.outrank.bundle.manifest.Manifest;
import dev.outrank.workbench.progress.Progress;
import dev.outrank.workbench.progress.TerminalProgress;
import dev.outrank.workbench.requests.GeneratedRequest;
import dev.outrank.workbench.requests.GoldenLine;
import dev.outrank.workbench.requests.GoldenRequests;
import dev.outrank.workbench.requests.RequestGenerator;
import dev.outrank.workbench.tables.TablePattern;
import dev.outrank.workbench.tables.TypeChoice;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code outrank quantize}. */
@Command(
        name = "quantize",
        description = "Makes a bundle whose tables take less room, and reports what that costs.",
        footer = {
            "",
            "Example: outrank quantize --model models/drm1 --dtype int8 --table 'user*' --out models/drm1-int8"
        })
public final class QuantizeCommand implements Runnable {

    private static final int SAMPLE_REQUESTS = 50;
    private static final long SAMPLE_SEED = 7;

    @Option(names = "--model", required = true, paramLabel = "<bundle>", description = "The bundle's directory.")
    private Path model;

    @Option(
            names = "--dtype",
            required = true,
            paramLabel = "<type>",
            description = "int8, int4 or float16; float32 turns quantised tables back.")
    private ElementType dtype;

    @Option(
            names = "--table",
            paramLabel = "<pattern>",
            description = "Which tables, * and ? stand for others; may be repeated (default: all).")
    private List<String> tables = List.of("*");

    @Option(
            names = "--requests",
            paramLabel = "<file>",
            description =
                    "Requests whose scores are compared, golden.ndjson (default: " + SAMPLE_REQUESTS + " generated).")
    private @Nullable Path requests;

    @Option(names = "--out", required = true, paramLabel = "<dir>", description = "A new or empty directory.")
    private Path out;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        Bundle bundle = Bundle.open(model);
        Manifest manifest = bundle.manifest();
        Map<String, ElementType> types = TypeChoice.resolve(
                tables.stream()
                        .map(table -> new TypeChoice(new TablePattern(table), dtype))
                        .toList(),
                manifest);
        if (types.isEmpty()) {
            throw new CallerException("dtype: " + dtype.jsonName() + " (expected: another type than " + model
                    + " stores these tables in)");
        }
        List<GeneratedRequest> sample = sample(manifest);
        QuantizeReport report;
        try (Progress progress = TerminalProgress.open("quantize", BundleQuantizer.bytes(manifest, types))) {
            report = new BundleQuantizer(bundle, types, progress).quantizeInto(out, sample);
        }
        PrintWriter answer = spec.commandLine().getOut();
        report.lines().forEach(answer::println);
        answer.flush();
    }

    private List<GeneratedRequest> sample(Manifest manifest) {
        if (requests != null) {
            return GoldenRequests.read(manifest, requests).stream()
                    .map(GoldenLine::request)
                    .toList();
        }
        RequestGenerator generator = RequestGenerator.of(manifest, Map.of(), SAMPLE_SEED);
        return LongStream.range(0, SAMPLE_REQUESTS).mapToObj(generator::request).toList();
    }
}
