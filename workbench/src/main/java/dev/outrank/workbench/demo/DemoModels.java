package dev.outrank.workbench.demo;

import dev.outrank.bundle.Bundle;
import dev.outrank.bundle.failure.InternalException;
import dev.outrank.bundle.plan.PlanFormat;
import dev.outrank.bundle.plan.ShardingPlan;
import dev.outrank.planner.model.ModelFacts;
import dev.outrank.workbench.generate.BundleGenerator;
import dev.outrank.workbench.generate.GenerateSettings;
import dev.outrank.workbench.progress.Progress;
import dev.outrank.workbench.progress.TerminalProgress;
import dev.outrank.workbench.stack.CodeFingerprint;
import dev.outrank.workbench.stack.FileTrees;
import dev.outrank.workbench.stack.PackedModels;
import dev.outrank.workbench.stack.StackModel;
import dev.outrank.workbench.workload.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * The demo's models: taken, or generated and packed once a build and then kept, in {@code demo-models/<fingerprint of the code>}. What
 * other builds have left there is deleted, so at most one may use a home at a time.
 */
final class DemoModels {

    /** The fixed seed of generated bundles; any other would do. */
    static final long SEED = 7;

    private static final String VERSION = "1";
    private static final String BUNDLES = "bundles";
    private static final String PACKED = "packed";
    private static final double BYTES_PER_MB = 1e6;

    private final Path directory;
    private final int shards;
    private final Consumer<String> progress;

    DemoModels(Path home, int shards, Consumer<String> progress) {
        this.directory = own(home.resolve("demo-models"));
        this.shards = shards;
        this.progress = progress;
    }

    /** Deletes what other builds made, and what an interrupted run of this one left half done. */
    private static Path own(Path all) {
        Path own = all.resolve(CodeFingerprint.current());
        try {
            Files.createDirectories(own);
            FileTrees.deleteChildren(all, child -> !child.equals(own));
            for (String kind : List.of(BUNDLES, PACKED)) {
                FileTrees.deleteChildren(
                        Files.createDirectories(own.resolve(kind)),
                        child -> child.getFileName().toString().startsWith("."));
            }
            return own;
        } catch (IOException e) {
            throw new InternalException(all + ": " + e + " (expected: a directory to write to)", e);
        }
    }

    /** Returns the model of a bundle, packed. */
    DemoModel take(Path bundleDirectory) {
        StackModel packed = PackedModels.prepare(bundleDirectory, shards, 1, directory.resolve(PACKED));
        Bundle bundle = Bundle.open(bundleDirectory);
        ShardingPlan plan = PlanFormat.read(packed.shards().resolve(PlanFormat.FILE_NAME));
        ModelFacts facts = ModelFacts.of(bundle.manifest(), bundle.fingerprint(), plan.dtypes());
        return new DemoModel(
                bundle.manifest(),
                new StackModel(packed.name(), VERSION, packed.bundle(), packed.shards()),
                facts.shardBytes(plan));
    }

    /** Returns the model of a workload; its bundle appears in one step, so that a broken attempt is never taken for it. */
    DemoModel generate(Workload workload, double scale) {
        GenerateSettings settings = GenerateSettings.of(workload, scale, SEED);
        Path bundle = directory
                .resolve(BUNDLES)
                .resolve(String.format(Locale.ROOT, "%s-scale%s-seed%d", workload.name(), scale, SEED));
        if (!Files.exists(bundle.resolve("model.json"))) {
            progress.accept(String.format(
                    Locale.ROOT,
                    "Generating %s at scale %s: %.0f MB of tables …",
                    workload.name(),
                    scale,
                    BundleGenerator.bytes(settings) / BYTES_PER_MB));
            try (Progress bar = TerminalProgress.open("generate", BundleGenerator.bytes(settings))) {
                BundleGenerator.generate(settings, bundle, bar);
            }
        }
        return take(bundle);
    }
}
