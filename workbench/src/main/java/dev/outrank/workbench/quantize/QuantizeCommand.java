package dev.outrank.workbench.quantize;

import dev.outrank.bundle.Bundle;
import dev.outrank.bundle.failure.CallerException;
import dev.outrank.bundle.manifest.ElementType;
import dev.outrank.bundle.manifest.Manifest;
import dev.outrank.workbench.document.CanonicalJson;
import dev.outrank.workbench.int8net.WeightRange;
import dev.outrank.workbench.progress.Progress;
import dev.outrank.workbench.progress.TerminalProgress;
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
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code outrank quantize}. */
@Command(
        name = "quantize",
        description =
                "Makes a bundle whose tables take less room or whose nets take less time, and reports what that costs.",
        footer = {
            "",
            "Example: outrank quantize --model models/drm1 --dtype int8 --table 'user*' --out models/drm1-int8",
            "         outrank quantize --model models/drm1 --dense int8 --requests golden.ndjson --out models/drm1-fast"
        })
public final class QuantizeCommand implements Runnable {

    private static final int SAMPLE_REQUESTS = 50;
    private static final long SAMPLE_SEED = 7;

    @Option(names = "--model", required = true, paramLabel = "<bundle>", description = "The bundle's directory.")
    private Path model;

    @Option(
            names = "--dtype",
            paramLabel = "<type>",
            description = "Stores tables as int8, int4 or float16; float32 turns quantised tables back.")
    private @Nullable ElementType dtype;

    @Option(
            names = "--table",
            paramLabel = "<pattern>",
            description = "Which tables --dtype stores, * and ? stand for others; may be repeated (default: all).")
    private @Nullable List<String> tables;

    @Option(
            names = "--dense",
            paramLabel = "<type>",
            description = "Computes dense nets in int8: MatMul and Gemm with enough constant weights to gain.")
    private @Nullable DenseType dense;

    @Option(
            names = "--reduce-range",
            description =
                    "int8 weights of --dense use 7 bits: for x86-64 processors without VNNI, where 8 can overflow.")
    private boolean reduceRange;

    @Option(
            names = "--requests",
            paramLabel = "<file>",
            description =
                    "Requests whose scores are compared, golden.ndjson (default: " + SAMPLE_REQUESTS + " generated).")
    private @Nullable Path requests;

    @Option(names = "--json", paramLabel = "<file>", description = "Writes the report there too.")
    private @Nullable Path json;

    @Option(names = "--out", required = true, paramLabel = "<dir>", description = "A new or empty directory.")
    private Path out;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        checkOptions();
        Bundle bundle = Bundle.open(model);
        Manifest manifest = bundle.manifest();
        Map<String, ElementType> types = types(manifest);
        List<SampleRequest> sample = sample(manifest);
        NetRewrite nets = dense == null
                ? NetRewrite.NONE
                : NetRewrite.of(bundle, reduceRange ? WeightRange.REDUCED : WeightRange.FULL);
        QuantizeReport report;
        try (Progress progress = TerminalProgress.open("quantize", BundleQuantizer.bytes(manifest, types))) {
            report = new BundleQuantizer(bundle, types, nets, progress).quantizeInto(out, sample);
        }
        if (json != null) {
            CanonicalJson.write(report.document(), json);
        }
        PrintWriter answer = spec.commandLine().getOut();
        report.lines().forEach(answer::println);
        answer.flush();
    }

    private void checkOptions() {
        if (dtype == null && dense == null) {
            throw new ParameterException(
                    spec.commandLine(), "quantize: nothing (expected: --dtype for tables, --dense for nets, or both)");
        }
        if (tables != null && dtype == null) {
            throw new CallerException("--table: " + String.join(", ", tables) + " (expected: only with --dtype)");
        }
        if (reduceRange && dense == null) {
            throw new CallerException("--reduce-range: true (expected: only with --dense)");
        }
    }

    private Map<String, ElementType> types(Manifest manifest) {
        ElementType wanted = dtype;
        if (wanted == null) {
            return Map.of();
        }
        Map<String, ElementType> types = TypeChoice.resolve(
                (tables == null ? List.of("*") : tables)
                        .stream()
                                .map(table -> new TypeChoice(new TablePattern(table), wanted))
                                .toList(),
                manifest);
        if (types.isEmpty()) {
            throw new CallerException("dtype: " + wanted.jsonName() + " (expected: another type than " + model
                    + " stores these tables in)");
        }
        return types;
    }

    private List<SampleRequest> sample(Manifest manifest) {
        if (requests != null) {
            return GoldenRequests.read(manifest, requests).stream()
                    .map(SampleRequest::golden)
                    .toList();
        }
        RequestGenerator generator = RequestGenerator.of(manifest, Map.of(), SAMPLE_SEED);
        return LongStream.range(0, SAMPLE_REQUESTS)
                .mapToObj(generator::request)
                .map(SampleRequest::generated)
                .toList();
    }
}
