package dev.outrank.workbench.plan;

import dev.outrank.bundle.Bundle;
import dev.outrank.bundle.plan.PlanFormat;
import dev.outrank.bundle.plan.ShardingPlan;
import dev.outrank.planner.placement.PlanConstraints;
import dev.outrank.workbench.tables.TypeChoice;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code outrank plan}. */
@Command(
        name = "plan",
        description = "Decides which table sits on which shard.",
        footer = {
            "",
            "Strategies:",
            "  capacity   equal bytes on all shards; large tables are split by rows",
            "  one-shard  everything on one shard",
            "Example: outrank plan --model models/drm1 --shards 4 --strategy capacity --out drm1-plan.json",
            "Example: outrank plan --model models/drm1 --shards 2 --dtype int8 --dtype 'user*=float16' --out drm1-int8.json"
        })
public final class PlanCommand implements Runnable {

    @Option(names = "--model", required = true, paramLabel = "<bundle>", description = "The bundle's directory.")
    private Path model;

    @Option(names = "--shards", defaultValue = "1", description = "How many shards (default: ${DEFAULT-VALUE}).")
    private int shards;

    @Option(
            names = "--replicas",
            defaultValue = "1",
            description = "Instances of each shard (default: ${DEFAULT-VALUE}).")
    private int replicas;

    @Option(
            names = "--strategy",
            defaultValue = "capacity",
            description = "capacity or one-shard (default: ${DEFAULT-VALUE}).")
    private String strategy;

    @Option(names = "--max-shard-bytes", description = "The most that a shard may hold (default: no limit).")
    private long maxShardBytes = Long.MAX_VALUE;

    @Option(
            names = "--dtype",
            paramLabel = "<type|pattern=type>",
            description =
                    "How shards store rows: float32, float16, int8 or int4, for all tables or those whose names match the"
                            + " pattern (* and ? stand for others); may be repeated, the last one counts (default: as the bundle does).")
    private List<String> dtypes = List.of();

    @Option(names = "--out", required = true, paramLabel = "<file>", description = "Where to write the plan.")
    private Path out;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        Bundle bundle = Bundle.open(model);
        PlanConstraints constraints = new PlanConstraints(shards, replicas, maxShardBytes);
        List<TypeChoice> choices = dtypes.stream().map(TypeChoice::parse).toList();
        ShardingPlan plan =
                BundlePlanner.plan(bundle, strategy, constraints, TypeChoice.resolve(choices, bundle.manifest()));
        PlanFormat.write(plan, out);
        PrintWriter answer = spec.commandLine().getOut();
        PlanTable.lines(bundle.manifest(), plan).forEach(answer::println);
        answer.flush();
    }
}
