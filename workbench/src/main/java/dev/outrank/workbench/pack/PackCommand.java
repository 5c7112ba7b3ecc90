package dev.outrank.workbench.pack;

import dev.outrank.bundle.Bundle;
import dev.outrank.bundle.plan.PlanFormat;
import dev.outrank.bundle.plan.ShardingPlan;
import dev.outrank.bundle.shard.ShardPacker;
import dev.outrank.workbench.progress.Progress;
import dev.outrank.workbench.progress.TerminalProgress;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code outrank pack}. */
@Command(
        name = "pack",
        description = "Writes the shards of a plan: plan.json and one directory a shard.",
        footer = {"", "Example: outrank pack --model models/drm1 --plan drm1-plan.json --out packed/drm1"})
public final class PackCommand implements Runnable {

    private static final double BYTES_PER_MB = 1e6;

    @Option(names = "--model", required = true, paramLabel = "<bundle>", description = "The bundle's directory.")
    private Path model;

    @Option(names = "--plan", required = true, paramLabel = "<file>", description = "A plan of that bundle.")
    private Path plan;

    @Option(names = "--out", required = true, paramLabel = "<dir>", description = "A new or empty directory.")
    private Path out;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        Bundle bundle = Bundle.open(model);
        ShardingPlan placements = PlanFormat.read(plan);
        placements.requireCovers(bundle.manifest());
        long bytes = ShardPacker.packedBytes(bundle.manifest(), placements);
        try (Progress progress = TerminalProgress.open("pack", bytes)) {
            ShardPacker.pack(bundle, placements, out, progress::add);
        }
        PrintWriter answer = spec.commandLine().getOut();
        answer.printf(
                Locale.ROOT,
                "%s: %s on %d shards, %.1f MB%n",
                out,
                placements.model(),
                placements.shards().size(),
                bytes / BYTES_PER_MB);
        answer.flush();
    }
}
