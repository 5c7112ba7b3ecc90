package dev.outrank.workbench.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrank.bundle.Bundle;
import dev.outrank.bundle.manifest.Scope;
import dev.outrank.bundle.plan.Placement;
import dev.outrank.bundle.plan.ShardingPlan;
import dev.outrank.bundle.shard.ShardPacker;
import dev.outrank.planner.cost.Coefficient;
import dev.outrank.planner.cost.CoefficientNames;
import dev.outrank.planner.cost.CostCoefficients;
import dev.outrank.planner.cost.StageCosts;
import dev.outrank.planner.model.ModelFacts;
import dev.outrank.planner.placement.PlacementStrategies;
import dev.outrank.planner.placement.PlacementStrategy;
import dev.outrank.planner.placement.PlanConstraints;
import dev.outrank.planner.predict.PlanPredictor;
import dev.outrank.planner.predict.Serving;
import dev.outrank.planner.search.AutoStrategy;
import dev.outrank.planner.search.SearchSettings;
import dev.outrank.planner.traffic.TrafficProfile;
import dev.outrank.workbench.CommandRun;
import dev.outrank.workbench.generate.BundleGenerator;
import dev.outrank.workbench.generate.GenerateSettings;
import dev.outrank.workbench.netfacts.NetFactsReader;
import dev.outrank.workbench.profile.ProfileFormat;
import dev.outrank.workbench.profile.TrafficProfiles;
import dev.outrank.workbench.progress.Progress;
import dev.outrank.workbench.requests.EmptyBags;
import dev.outrank.workbench.requests.GeneratedRequest;
import dev.outrank.workbench.requests.RequestGenerator;
import dev.outrank.workbench.stack.StackModel;
import dev.outrank.workbench.stack.TestStack;
import dev.outrank.workbench.workload.CandidateCounts;
import dev.outrank.workbench.workload.Workload;
import dev.outrank.workbench.workload.WorkloadNet;
import dev.outrank.workbench.workload.WorkloadTable;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One model a strategy, of the same shape, served by one stack: the scores from its shards are those of one process that has its plan. */
final class StrategiesIT {

    private static final int SHARDS = 4;
    private static final long SEED = 5;
    private static final int HOT_IDS = 50;
    private static final String HOT_COLD = "hot-cold";
    private static final Map<String, Bundle> BUNDLES = new TreeMap<>();
    private static final Map<String, ShardingPlan> PLANS = new TreeMap<>();

    @TempDir
    static Path home;

    private static TestStack stack;
    private static HttpClient http;
    private static ModelClient gateway;
    private static ModelClient singular;

    static List<String> strategies() {
        List<String> names = new ArrayList<>(PlacementStrategies.names());
        names.add(AutoStrategy.NAME);
        return names;
    }

    @BeforeAll
    static void startStack() throws InterruptedException {
        stack = TestStack.start(home.resolve("stack"), SHARDS, true, () -> strategies().stream()
                .map(StrategiesIT::prepare)
                .toList());
        http = HttpClient.newHttpClient();
        gateway = new ModelClient(http, stack.ports().gateway());
        singular = new ModelClient(http, stack.ports().singularRanking());
    }

    @AfterAll
    static void stopStack() {
        http.shutdownNow();
        stack.close();
    }

    /** Two nets, a table that every strategy but those of one shard must cut, and skewed ids. */
    private static Workload workload(String name) {
        return new Workload(
                name,
                "a model for every strategy",
                null,
                new CandidateCounts(CandidateCounts.Kind.DISCRETE, List.of(20), null),
                null,
                null,
                null,
                List.of(
                        new WorkloadNet(
                                "user",
                                Scope.REQUEST,
                                8,
                                List.of(16),
                                List.of(16),
                                List.of(
                                        new WorkloadTable("u0", 4000, 16, 20, 1.1),
                                        new WorkloadTable("u1", 500, 8, 5, 0.9)),
                                null),
                        new WorkloadNet(
                                "item",
                                Scope.CANDIDATE,
                                8,
                                List.of(16),
                                List.of(16, 1),
                                List.of(
                                        new WorkloadTable("giant", 90_000, 16, 3, 1.05),
                                        new WorkloadTable("i0", 3000, 8, 2, 1.2),
                                        new WorkloadTable("i1", 200, 4, 1, 0.8)),
                                null)),
                null,
                null,
                null);
    }

    private static StackModel prepare(String strategy) {
        Workload workload = workload("m-" + strategy);
        TrafficProfile profile = TrafficProfiles.of(workload, 1, HOT_IDS);
        Path directory = home.resolve(strategy);
        Path made = directory.resolve("bundle");
        BundleGenerator.generate(GenerateSettings.of(workload, 1, SEED), made, Progress.silent());
        Path served = strategy.equals(HOT_COLD) ? reordered(made, profile, directory) : made;
        Bundle bundle = Bundle.open(served);
        ModelFacts facts =
                ModelFacts.of(bundle.manifest(), bundle.fingerprint()).with(profile);
        int shards = strategy.equals("singular") || strategy.equals("one-shard") ? 1 : SHARDS;
        ShardingPlan plan = strategy(strategy, facts, workload)
                .plan(facts, PlanConstraints.ofShards(shards))
                .plan();
        plan.requireCovers(bundle.manifest());
        Path packed = directory.resolve("packed");
        ShardPacker.pack(bundle, plan, packed, bytes -> {});
        BUNDLES.put(strategy, bundle);
        PLANS.put(strategy, plan);
        return new StackModel(workload.name(), "1", served, packed);
    }

    private static PlacementStrategy strategy(String name, ModelFacts facts, Workload workload) {
        if (!name.equals(AutoStrategy.NAME)) {
            return PlacementStrategies.byName(name);
        }
        StageCosts costs = new StageCosts(new CostCoefficients(CoefficientNames.all().stream()
                .map(coefficient -> Coefficient.of(coefficient, 1, "a test"))
                .toList()));
        return new AutoStrategy(
                new PlanPredictor(facts, NetFactsReader.of(workload), costs),
                new Serving(10, 2, 1),
                SearchSettings.DEFAULT);
    }

    private static Path reordered(Path bundle, TrafficProfile profile, Path directory) {
        Path json = directory.resolve("profile.json");
        ProfileFormat.write(profile, json);
        Path out = directory.resolve("reordered");
        CommandRun run = CommandRun.of("reorder", "--model", bundle, "--profile", json, "--out", out);
        assertThat(run.err()).isEmpty();
        return out;
    }

    @ParameterizedTest
    @MethodSource("strategies")
    void servesTheSameBitsFromShardsAsFromOneProcess(String strategy) throws InterruptedException {
        Bundle bundle = Objects.requireNonNull(BUNDLES.get(strategy));
        RequestGenerator requests = RequestGenerator.of(bundle.manifest(), workload("m-" + strategy), SEED);
        for (int number = 1; number <= 10; number++) {
            EmptyBags empty = number == 1 ? EmptyBags.EVERY_THIRD : EmptyBags.AS_DRAWN;
            GeneratedRequest request = requests.request(number, 7 * number, empty);
            double[] alone = singular.score(Interface.INFER, request).scores();
            assertThat(gateway.score(Interface.INFER, request).scores())
                    .hasSize(7 * number)
                    .containsExactly(alone);
        }
    }

    @Test
    void cutsTablesAndOrdersRowsWhereTheStrategySaysSo() {
        assertThat(placements("capacity", "giant")).hasSizeGreaterThan(1);
        assertThat(placements("nsbp", "giant")).hasSizeGreaterThan(1);
        ShardingPlan hotCold = Objects.requireNonNull(PLANS.get(HOT_COLD));
        assertThat(hotCold.shards().getFirst().placements()).contains(new Placement("giant", 0, HOT_IDS));
        assertThat(hotCold.shards().getFirst().replicas()).isGreaterThan(1);
    }

    private static List<Placement> placements(String strategy, String table) {
        return Objects.requireNonNull(PLANS.get(strategy)).shards().stream()
                .flatMap(shard -> shard.placements().stream())
                .filter(placement -> placement.table().equals(table))
                .toList();
    }
}
