package dev.outrank.benchmarks.ranking;

import dev.outrank.bundle.Bundle;
import dev.outrank.bundle.plan.ShardingPlan;
import dev.outrank.bundle.shard.ShardPacker;
import dev.outrank.planner.model.ModelFacts;
import dev.outrank.planner.placement.OneShardStrategy;
import dev.outrank.planner.placement.PlacementStrategies;
import dev.outrank.planner.placement.PlanConstraints;
import dev.outrank.planner.placement.Planning;
import dev.outrank.workbench.generate.BundleGenerator;
import dev.outrank.workbench.generate.GenerateSettings;
import dev.outrank.workbench.progress.Progress;
import dev.outrank.workbench.quantize.QuantizeCommand;
import dev.outrank.workbench.requests.RequestGenerator;
import dev.outrank.workbench.workload.Workload;
import dev.outrank.workbench.workload.WorkloadCatalog;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine;

/**
 * A generated model and all its tables in one packed shard, made at the first run and kept for the next.
 *
 * @param workload its shape
 * @param bundle as generated, or with int8 nets
 * @param shards the directory of the packed shard
 */
public record PreparedModel(Workload workload, Bundle bundle, Path shards) {

    private static final long SEED = 7;

    /**
     * Opens the model, after making what is not there yet.
     *
     * @param directory of all models
     * @param int8 whether its nets are those of {@code outrank quantize --dense int8}
     */
    public static PreparedModel prepare(Path directory, WorkloadScale wanted, boolean int8) {
        Workload workload = WorkloadCatalog.find(wanted.workload());
        Path home = directory.resolve(wanted.label());
        Path generated = home.resolve("bundle");
        if (!Files.exists(generated)) {
            BundleGenerator.generate(GenerateSettings.of(workload, wanted.scale(), SEED), generated, Progress.silent());
        }
        return packed(workload, int8 ? quantized(generated, home.resolve("bundle-int8")) : generated);
    }

    private static Path quantized(Path generated, Path target) {
        if (!Files.exists(target)) {
            int exit = new CommandLine(new QuantizeCommand())
                    .setCaseInsensitiveEnumValuesAllowed(true)
                    .execute("--model", generated.toString(), "--dense", "int8", "--out", target.toString());
            if (exit != 0) {
                throw new IllegalStateException("quantize: exit code " + exit + " (expected: 0)");
            }
        }
        return target;
    }

    private static PreparedModel packed(Workload workload, Path directory) {
        Bundle bundle = Bundle.open(directory);
        Path shards = directory.resolveSibling(directory.getFileName() + "-packed");
        if (!Files.exists(shards)) {
            ShardPacker.pack(bundle, plan(bundle), shards, bytes -> {});
        }
        return new PreparedModel(workload, bundle, shards);
    }

    private static ShardingPlan plan(Bundle bundle) {
        return Planning.plan(
                        PlacementStrategies.byName(OneShardStrategy.SINGULAR),
                        ModelFacts.of(bundle.manifest(), bundle.fingerprint(), Map.of()),
                        PlanConstraints.ofShards(1))
                .plan();
    }

    /** Returns the name in URLs. */
    public String name() {
        return bundle.manifest().name();
    }

    /** Returns a generator of the workload's requests, the same ones each time. */
    public RequestGenerator requests() {
        return RequestGenerator.of(bundle.manifest(), workload, SEED);
    }
}
