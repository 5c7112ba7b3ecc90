package dev.outrank.workbench.characterize;

import dev.outrank.bundle.Bundle;
import dev.outrank.bundle.manifest.ElementType;
import dev.outrank.bundle.manifest.Scope;
import dev.outrank.bundle.manifest.TableSpec;
import dev.outrank.bundle.plan.ShardingPlan;
import dev.outrank.bundle.shard.ShardPacker;
import dev.outrank.planner.cost.Calibration;
import dev.outrank.planner.cost.StageCosts;
import dev.outrank.planner.model.ModelFacts;
import dev.outrank.planner.placement.OneShardStrategy;
import dev.outrank.planner.placement.PlacementStrategies;
import dev.outrank.planner.placement.PlanConstraints;
import dev.outrank.planner.placement.Planning;
import dev.outrank.planner.predict.Bodies;
import dev.outrank.planner.predict.PlanPredictor;
import dev.outrank.planner.predict.Prediction;
import dev.outrank.planner.predict.Serving;
import dev.outrank.planner.search.AutoStrategy;
import dev.outrank.planner.search.SearchSettings;
import dev.outrank.workbench.generate.BundleGenerator;
import dev.outrank.workbench.generate.GenerateSettings;
import dev.outrank.workbench.netfacts.NetFactsReader;
import dev.outrank.workbench.profile.TrafficProfiles;
import dev.outrank.workbench.progress.Progress;
import dev.outrank.workbench.replay.Api;
import dev.outrank.workbench.requests.EmptyBags;
import dev.outrank.workbench.requests.GeneratedRequest;
import dev.outrank.workbench.requests.RequestGenerator;
import dev.outrank.workbench.stack.FileTrees;
import dev.outrank.workbench.stack.StackModel;
import dev.outrank.workbench.workload.Workload;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * A model of the study with its requests and what the planner knows of both. Owns the requests.
 *
 * @param workload its shape
 * @param scale of its tables' rows
 * @param directory of its bundle and, while they are measured, of packed shards
 * @param bundle as it was generated
 * @param calibration what the machine costs
 * @param requests that it is asked
 * @param bodies how long those are
 */
record StudyModel(
        Workload workload,
        double scale,
        Path directory,
        Bundle bundle,
        Calibration calibration,
        StudyRequests requests,
        Bodies bodies)
        implements AutoCloseable {

    private static final long SEED = 7;
    private static final int SMALL_REQUESTS = 100;
    private static final double MOST_OVER_MEAN = 1.25;
    private static final Duration SEARCH_TIME = Duration.ofSeconds(5);
    private static final List<String> NAMED = List.of("capacity", "load", "nsbp");

    /** Generates the bundle, and requests as the settings want them. */
    static StudyModel generate(
            Workload workload, double scale, Path directory, Calibration calibration, StudySettings settings) {
        Path path = directory.resolve("bundle");
        BundleGenerator.generate(GenerateSettings.of(workload, scale, SEED), path, Progress.silent());
        Bundle bundle = Bundle.open(path);
        RequestGenerator generator = generator(bundle, workload);
        StudyRequests requests = StudyRequests.of(
                numbered(settings.requests(), generator::request),
                numbered(SMALL_REQUESTS, number -> small(generator, number)),
                settings.api());
        Bodies bodies = BodyFit.of(settings.api(), requests.usual().bodySizes());
        return new StudyModel(workload, scale, directory, bundle, calibration, requests, bodies);
    }

    private static List<GeneratedRequest> numbered(int count, LongFunction<GeneratedRequest> request) {
        return LongStream.range(0, count).mapToObj(request).toList();
    }

    private static GeneratedRequest small(RequestGenerator generator, long number) {
        return generator.request(number, 1, EmptyBags.AS_DRAWN);
    }

    private static RequestGenerator generator(Bundle bundle, Workload workload) {
        return RequestGenerator.of(bundle.manifest(), workload, SEED);
    }

    /** Returns the same model with its user repeated for each candidate, and the first of its requests. */
    StudyModel repeatingUser(Api api, int count) {
        Path apart = directory.resolve("user-repeated");
        Bundle repeating = UserRepetition.bundle(bundle, apart.resolve("bundle"));
        RequestGenerator generator = generator(bundle, workload);
        LongFunction<GeneratedRequest> usual =
                number -> UserRepetition.request(generator.request(number), repeating.manifest());
        LongFunction<GeneratedRequest> small =
                number -> UserRepetition.request(small(generator, number), repeating.manifest());
        StudyRequests repeated = StudyRequests.of(numbered(count, usual), numbered(SMALL_REQUESTS, small), api);
        Bodies longer = BodyFit.of(api, repeated.usual().bodySizes());
        return new StudyModel(workload, scale, apart, repeating, calibration, repeated, longer);
    }

    /** Returns whether anything belongs to the request as a whole. */
    boolean hasUser() {
        return !workload.nets(Scope.REQUEST).isEmpty();
    }

    /** Returns the plan of another model with the same tables as this one's. */
    ShardingPlan adopt(ShardingPlan plan) {
        return plan.forBundle(bundle.fingerprint());
    }

    String name() {
        return bundle.manifest().name();
    }

    private ModelFacts facts(Placement placement) {
        Map<String, ElementType> dtypes = placement.dtype().stream()
                .flatMap(type -> bundle.manifest().tables().stream().map(table -> Map.entry(table.name(), type)))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        return ModelFacts.of(bundle.manifest(), bundle.fingerprint(), dtypes).with(TrafficProfiles.of(workload, scale));
    }

    /** Returns a predictor of whole requests, HTTP included, of processes that each have a machine's caches. */
    PlanPredictor predictor(Placement placement) {
        return predictor(placement, calibration.costs());
    }

    private PlanPredictor predictor(Placement placement, StageCosts costs) {
        return new PlanPredictor(facts(placement), NetFactsReader.of(bundle), costs, bodies);
    }

    /** Returns the same of processes on one machine, all shards and ranking, if that holds tables. */
    private PlanPredictor crowdedPredictor(Placement placement, boolean local) {
        return predictor(placement, calibration.costs().sharingCaches(placement.shards() + (local ? 1 : 0)));
    }

    /** Returns what a plan costs an idle system. */
    Prediction predict(Placement placement, ShardingPlan plan, PlanPredictor.Home home) {
        return crowdedPredictor(placement, !plan.local().isEmpty()).predict(plan, home, idle());
    }

    /** All processes share the processors, as they do while they are measured. */
    private static Serving idle() {
        return Serving.onOneMachine(0, Runtime.getRuntime().availableProcessors());
    }

    /** Returns the plan; that of {@code auto} is the fastest of its search and of the named strategies, as predicted. */
    ShardingPlan plan(Placement placement) {
        ModelFacts facts = facts(placement);
        PlanConstraints constraints = PlanConstraints.ofShards(placement.shards());
        if (!placement.strategy().equals(AutoStrategy.NAME)) {
            return Planning.plan(PlacementStrategies.byName(placement.strategy()), facts, constraints)
                    .plan();
        }
        constraints = constraints.withMaxShardBytes(mostBytes(facts, placement.shards()));
        if (placement.local()) {
            constraints = constraints.withMaxLocalBytes(facts.bytes() / (placement.shards() + 1));
        }
        return fastest(placement, facts, constraints);
    }

    /** Without a limit the search fills one shard with what costs little: tables that no server holds would not fit there either. */
    private static long mostBytes(ModelFacts facts, int shards) {
        return Math.round(MOST_OVER_MEAN * (double) facts.bytes() / shards);
    }

    private ShardingPlan fastest(Placement placement, ModelFacts facts, PlanConstraints constraints) {
        PlanPredictor predictor = crowdedPredictor(placement, placement.local());
        SearchSettings defaults = SearchSettings.DEFAULT;
        SearchSettings search =
                new SearchSettings(defaults.seed(), defaults.maxTrials(), SEARCH_TIME, defaults.maxCpuNanos());
        ShardingPlan found = new AutoStrategy(predictor, idle(), search)
                .plan(facts, constraints)
                .plan();
        Stream<ShardingPlan> named = NAMED.stream()
                .map(PlacementStrategies::byName)
                .filter(strategy -> strategy.isFeasible(facts, constraints))
                .map(strategy -> strategy.plan(facts, constraints).plan());
        return Stream.concat(Stream.of(found), named)
                .min(Comparator.comparingDouble(plan -> predictor
                        .predict(plan, PlanPredictor.Home.REMOTE, idle())
                        .p99Nanos()))
                .orElse(found);
    }

    static Placement singular() {
        return Placement.plain(OneShardStrategy.SINGULAR, 1);
    }

    /** Packs a plan as a version; what an earlier variant of it packed is taken as it is. */
    StackModel pack(Placement placement, ShardingPlan plan) {
        Path packed = packed(placement);
        if (!packed.toFile().exists()) {
            ShardPacker.pack(bundle, plan, packed, bytes -> {});
        }
        return new StackModel(name(), placement.version(), directory.resolve("bundle"), packed);
    }

    /** Deletes what was packed. */
    void unpack(Placement placement) {
        try {
            FileTrees.delete(packed(placement));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path packed(Placement placement) {
        return directory.resolve("packed").resolve(placement.version());
    }

    /** Returns the bytes of all tables as the bundle has them. */
    long tableBytes() {
        return bundle.manifest().tables().stream().mapToLong(StudyModel::bytes).sum();
    }

    private static long bytes(TableSpec table) {
        return Math.multiplyExact(table.rows(), (long) table.dim() * Float.BYTES);
    }

    @Override
    public void close() {
        requests.close();
    }
}
