package dev.outrank.workbench.profile;

import dev.outrank.bundle.Bundle;
import dev.outrank.bundle.failure.CallerException;
import dev.outrank.bundle.manifest.Manifest;
import dev.outrank.planner.traffic.TrafficProfile;
import dev.outrank.workbench.progress.Progress;
import dev.outrank.workbench.progress.TerminalProgress;
import dev.outrank.workbench.text.Numbers;
import dev.outrank.workbench.trace.TraceEntry;
import dev.outrank.workbench.trace.TraceReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code outrank profile}. */
@Command(
        name = "profile",
        description = "Measures what the requests of traces ask of a model's tables, in one pass and bounded memory.",
        footer = {
            "",
            "A trace is what generate-trace writes, recorded bodies of the rank API, one a line, or a bundle's golden.ndjson.",
            "Example: outrank profile --model models/drm1 --requests drm1.ndjson.zst --out drm1-profile.json",
            "Example: outrank profile --model examples/clicks --requests examples/clicks/golden.ndjson --out clicks-profile.json"
        })
public final class ProfileCommand implements Runnable {

    /** A map of four times as many counters has 18 bytes each: 75 MB a table. */
    private static final int MOST_HOT_IDS = 1_000_000;

    @Option(names = "--model", required = true, paramLabel = "<bundle>", description = "The bundle's directory.")
    private Path model;

    @Option(
            names = "--requests",
            required = true,
            arity = "1..*",
            paramLabel = "<trace>",
            description = "One or more traces; compressed where the name ends in .zst.")
    private List<Path> traces;

    @Option(
            names = "--hot-ids",
            defaultValue = "4096",
            paramLabel = "<n>",
            description =
                    "How many of the hottest ids to name of each table, 0 to 1,000,000 (default: ${DEFAULT-VALUE}).")
    private int hotIds;

    @Option(names = "--out", required = true, paramLabel = "<file>", description = "Where to write the profile.")
    private Path out;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        if (hotIds < 0 || hotIds > MOST_HOT_IDS) {
            throw new CallerException("hot-ids: " + hotIds + " (expected: 0 to " + MOST_HOT_IDS + ")");
        }
        Manifest manifest = Bundle.open(model).manifest();
        TrafficMeter meter = new TrafficMeter(manifest, hotIds);
        try (Progress progress = TerminalProgress.open("profile", bytes())) {
            traces.forEach(trace -> measure(trace, manifest, meter, progress));
        }
        TrafficProfile profile = meter.profile("measured from "
                + traces.stream()
                        .map(trace -> String.valueOf(trace.getFileName()))
                        .collect(Collectors.joining(", ")));
        ProfileFormat.write(profile, out);
        PrintWriter answer = spec.commandLine().getOut();
        ProfileTable.lines(profile).forEach(answer::println);
        answer.println(out + ": " + Numbers.grouped(profile.requests()) + " requests");
        answer.flush();
    }

    private long bytes() {
        long sum = 0;
        for (Path trace : traces) {
            try {
                sum += Files.size(trace);
            } catch (IOException e) {
                throw new CallerException(trace + ": not readable (expected: a trace)", e);
            }
        }
        return sum;
    }

    private static void measure(Path trace, Manifest manifest, TrafficMeter meter, Progress progress) {
        long before = meter.requests();
        long shown = 0;
        try (TraceReader reader = TraceReader.open(trace, manifest)) {
            for (TraceEntry entry = reader.next(); entry != null; entry = reader.next()) {
                add(trace, entry, meter);
                long read = reader.bytesRead();
                progress.add(read - shown);
                shown = read;
            }
        }
        if (meter.requests() == before) {
            throw new CallerException(trace + ": no requests (expected: at least one)");
        }
    }

    private static void add(Path trace, TraceEntry entry, TrafficMeter meter) {
        try {
            meter.add(entry.request());
        } catch (CallerException e) {
            throw new CallerException(trace + ":" + entry.line() + ": " + e.getMessage(), e);
        }
    }
}
