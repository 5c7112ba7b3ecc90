package dev.outrank.workbench.plan;

import dev.outrank.bundle.Bundle;
import dev.outrank.bundle.failure.CallerException;
import dev.outrank.bundle.plan.PlanFormat;
import dev.outrank.bundle.plan.ShardingPlan;
import dev.outrank.bundle.plan.VectorType;
import dev.outrank.planner.placement.PlacementStrategy;
import dev.outrank.planner.placement.ReasonedPlan;
import dev.outrank.workbench.comparison.ComparisonReport;
import dev.outrank.workbench.comparison.ComparisonText;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code outrank plan}. */
@Command(name = "plan", description = "Decides which table sits on which shard, and predicts what that costs.")
public final class PlanCommand implements Runnable {

    private static final List<String> EXAMPLES = List.of(
            "Example: outrank plan --model models/drm1 --shards 4 --strategy capacity --out drm1-plan.json",
            "Example: outrank plan --model models/drm1 --shards 2 --dtype int8 --dtype 'user*=float16' --out drm1-int8.json",
            "Example: outrank plan --model models/drm1 --profile drm1-profile.json --strategy auto --max-shard-bytes 64GiB"
                    + " --rate 2000 --out drm1-plan.json",
            "Example: outrank plan --workload drm1 --compare --html drm1.html");

    @Mixin
    private ModelOptions models;

    @Mixin
    private PlacementOptions placements;

    @Mixin
    private ServingOptions servings;

    @Mixin
    private SearchOptions searches;

    @Mixin
    private ComparisonOptions comparisons;

    @Mixin
    private ExplanationOptions explanations;

    @Option(names = "--out", paramLabel = "<file>", description = "Where to write the plan; not needed with --explain.")
    private @Nullable Path out;

    @Option(
            names = "--vectors",
            paramLabel = "<type>",
            converter = VectorTypeConverter.class,
            description =
                    "How pooled vectors travel: float32, or float16 at half the bytes, rounded (default: float32).")
    private VectorType vectors = VectorType.FLOAT32;

    @Spec
    private CommandSpec spec;

    /** Lists the strategies in the help, from what they say of themselves. */
    @Spec
    void describeStrategies(CommandSpec own) {
        List<String> footer = new ArrayList<>(List.of("", "Strategies:"));
        footer.addAll(Strategies.help());
        footer.addAll(EXAMPLES);
        own.usageMessage().footer(footer.toArray(String[]::new));
    }

    @Override
    public void run() {
        PlannedModel model = models.read();
        if (!model.isMeasured()) {
            servings.requireNone();
        }
        List<String> lines = comparisons.isAsked() ? compare(model) : plan(model);
        PrintWriter answer = spec.commandLine().getOut();
        lines.forEach(answer::println);
        answer.flush();
    }

    private List<String> compare(PlannedModel model) {
        OnlyWith.require(false, "--out", out, "a plan, and --compare makes none");
        placements.requireNoPlan();
        model.facts().requireDemand("--compare");
        if (explanations.isAsked()) {
            throw new CallerException("--explain: besides --compare (expected: one of the two)");
        }
        CostModel costs = CostModel.of(model, servings, placements.replicas());
        ComparisonReport report = new ComparisonRun(model, costs)
                .report(comparisons.shardCounts(), placements.constraints(), searches.settings());
        comparisons.write(report);
        List<String> lines = new ArrayList<>(Circumstances.lines(report.inputs()));
        lines.add("");
        lines.addAll(ComparisonText.lines(report));
        return lines;
    }

    private List<String> plan(PlannedModel model) {
        comparisons.requireNone();
        boolean explain = explanations.isAsked();
        requireOut(model.bundle(), explain);
        CostModel costs = model.isMeasured() ? CostModel.of(model, servings, placements.replicas()) : null;
        PlacementStrategy strategy =
                Strategies.byName(placements.strategy(), model.facts(), costs, searches.settings());
        if (!(strategy instanceof SizedAutoStrategy)) {
            searches.requireNone();
        }
        ReasonedPlan reasoned = placements.plan(strategy, model.facts());
        ServedPlan served = costs == null ? null : costs.served(reasoned.plan());
        ReasonedPlan chosen = served == null ? reasoned : reasoned.with(served.plan());
        write(model.bundle(), chosen.plan());
        List<String> lines = new ArrayList<>(
                costs == null || served == null
                        ? PlanTable.lines(model.facts(), chosen.plan())
                        : new PlanReport(model, costs, Circumstances.of(model, costs, placements.limit()))
                                .lines(served));
        lines.addAll(chosen.notes());
        if (explain) {
            lines.add("");
            lines.addAll(new Explanation(model.facts(), chosen).lines(explanations.top()));
        }
        return lines;
    }

    private void requireOut(@Nullable Bundle bundle, boolean explain) {
        if (bundle == null && out != null) {
            throw new CallerException(
                    "--out: " + out
                            + " (expected: only with --model, since a plan belongs to a bundle by its fingerprint, and a workload has none)");
        }
        if (bundle != null && out == null && !explain) {
            throw new CallerException(
                    "--out: none (expected: the file to write the plan to, or --explain or --compare)");
        }
    }

    private void write(@Nullable Bundle bundle, ShardingPlan plan) {
        if (bundle != null) {
            plan.requireCovers(bundle.manifest());
        }
        if (out != null) {
            PlanFormat.write(plan.withVectors(vectors), out);
        }
    }
}
