package dev.outrank.planner.placement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrank.bundle.plan.ShardSpec;
import dev.outrank.bundle.plan.ShardingPlan;
import dev.outrank.planner.PlanException;
import dev.outrank.planner.example.ExampleCosts;
import dev.outrank.planner.example.ExampleModels;
import dev.outrank.planner.model.ModelFacts;
import dev.outrank.planner.model.TableFacts;
import dev.outrank.planner.model.TableIndex;
import dev.outrank.planner.model.TableRange;
import dev.outrank.planner.predict.PlanPredictor;
import dev.outrank.planner.predict.Serving;
import dev.outrank.planner.search.AutoStrategy;
import dev.outrank.planner.search.SearchSettings;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for the plans of every strategy, over random models with demand, numbers of shards and limits of bytes. */
final class StrategyPropertyTests {

    private static final Serving SERVING = new Serving(200, 2, 2);
    private static final SearchSettings SEARCH =
            new SearchSettings(3, 200, Duration.ofMinutes(1), Double.POSITIVE_INFINITY);

    record Example(String strategy, long seed, int shards, double limit) {

        ModelFacts model() {
            return ExampleModels.model(seed, (int) (5 + seed * 7 % 60));
        }

        /** The limit is so many times the mean bytes of a shard. */
        PlanConstraints constraints() {
            return new PlanConstraints(shards, 1, (long) (limit * (double) model().bytes() / shards));
        }

        PlacementStrategy placement() {
            if (strategy.equals(AutoStrategy.NAME)) {
                PlanPredictor predictor = new PlanPredictor(model(), ExampleModels.nets(), ExampleCosts.stages());
                return new AutoStrategy(predictor, SERVING, SEARCH);
            }
            return PlacementStrategies.byName(strategy);
        }

        ShardingPlan plan() {
            return placement().plan(model(), constraints()).plan();
        }
    }

    static Stream<Example> examples() {
        return Stream.of("capacity", "load", "nsbp", "hot-cold", "auto")
                .flatMap(strategy -> LongStream.rangeClosed(1, 12)
                        .boxed()
                        .flatMap(seed -> Stream.of(
                                new Example(strategy, seed, (int) (2 + seed * 5 % 15), 1000),
                                new Example(strategy, seed, (int) (4 + seed * 3 % 7), 1.6))));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void placesEveryRowOnceOnNonEmptyShardsWithinTheLimit(Example example) {
        ModelFacts model = example.model();
        ShardingPlan plan = example.plan();
        assertThat(plan.strategy()).isEqualTo(example.strategy());
        assertThat(plan.shards()).hasSize(example.shards()).noneMatch(shard -> shard.placements()
                .isEmpty());
        assertThat(model.tables())
                .allSatisfy(table -> assertThat(PlanFixtures.gaps(plan, table)).isEmpty());
        assertThat(model.shardBytes(plan))
                .allMatch(bytes -> bytes <= example.constraints().maxShardBytes());
    }

    @ParameterizedTest
    @MethodSource("examples")
    void givesTheSamePlanWhenAskedTwice(Example example) {
        assertThat(example.plan()).isEqualTo(example.plan());
    }

    @ParameterizedTest
    @MethodSource("examples")
    void saysOfEveryTableWhyItSitsThere(Example example) {
        ReasonedPlan plan = example.placement().plan(example.model(), example.constraints());
        assertThat(plan.reasons().keySet())
                .containsExactlyInAnyOrderElementsOf(
                        example.model().tables().stream().map(TableFacts::name).toList());
        assertThat(plan.reasons().values()).noneMatch(String::isBlank);
    }

    static Stream<Example> loadExamples() {
        return LongStream.rangeClosed(1, 40)
                .mapToObj(seed -> new Example("load", seed, (int) (2 + seed * 5 % 15), Integer.MAX_VALUE));
    }

    @ParameterizedTest
    @MethodSource("loadExamples")
    void balancesLookupsWithinFivePerCentWhenNoTableExceedsTheMean(Example example) {
        ModelFacts model = example.model();
        TableLoads loads = TableLoads.of(model);
        double mean = model.tables().stream().mapToDouble(loads::lookups).sum() / example.shards();
        ShardingPlan plan = example.plan();
        TableIndex tables = model.index();
        assertThat(plan.shards()).allSatisfy(shard -> assertThat(lookups(shard, tables, loads))
                .isLessThanOrEqualTo(1.05 * mean + coarsest(shard, tables, loads)));
    }

    private static double lookups(ShardSpec shard, TableIndex tables, TableLoads loads) {
        return tables.ranges(shard).stream().mapToDouble(loads::lookups).sum();
    }

    /** Returns the lookups of the hottest row at the end of a range of the shard: ranges end between rows. */
    private static double coarsest(ShardSpec shard, TableIndex tables, TableLoads loads) {
        return tables.ranges(shard).stream()
                .filter(range -> !range.isWhole())
                .mapToDouble(
                        range -> loads.lookups(new TableRange(range.table(), range.firstRow(), range.firstRow() + 1)))
                .sum();
    }

    static Stream<Example> nsbpExamples() {
        return examples().filter(example -> example.strategy().equals("nsbp"));
    }

    @ParameterizedTest
    @MethodSource("nsbpExamples")
    void neverMixesNets(Example example) {
        TableIndex tables = example.model().index();
        assertThat(example.plan().shards()).allSatisfy(shard -> {
            Set<List<String>> nets = new HashSet<>();
            shard.placements()
                    .forEach(placement ->
                            nets.add(tables.table(placement.table()).nets()));
            assertThat(nets).hasSize(1);
        });
    }

    static Stream<Example> autoExamples() {
        return examples().filter(example -> example.strategy().equals("auto"));
    }

    @ParameterizedTest
    @MethodSource("autoExamples")
    void predictsNoMoreThanAnyNamedStrategyWhenSearched(Example example) {
        PlanPredictor predictor = new PlanPredictor(example.model(), ExampleModels.nets(), ExampleCosts.stages());
        double found = p99(predictor, example.plan());
        List<Double> others = PlacementStrategies.all().stream()
                .flatMap(strategy -> planned(strategy, example).stream())
                .map(plan -> p99(predictor, plan))
                .toList();
        assertThat(others).isNotEmpty().allMatch(other -> found <= other * (1 + 1e-9));
    }

    private static List<ShardingPlan> planned(PlacementStrategy strategy, Example example) {
        try {
            return List.of(strategy.plan(example.model(), example.constraints()).plan());
        } catch (PlanException e) {
            return List.of();
        }
    }

    private static double p99(PlanPredictor predictor, ShardingPlan plan) {
        return predictor.predict(plan, PlanPredictor.Home.REMOTE, SERVING).p99Nanos();
    }

    static Stream<Example> limited() {
        return Stream.of("capacity", "load", "nsbp", "hot-cold", "auto").flatMap(strategy -> IntStream.rangeClosed(1, 6)
                .mapToObj(seed -> new Example(strategy, seed, 1 + seed * 3, 1)));
    }

    @ParameterizedTest
    @MethodSource("limited")
    void keepsToTheLimitOverTheFewestShardsWhenOnlyBytesAreGiven(Example example) {
        long limit = example.constraints().maxShardBytes();
        ShardingPlan plan = Planning.planFewest(example.placement(), example.model(), new PlanConstraints(1, 1, limit))
                .plan();
        assertThat(example.model().shardBytes(plan)).allMatch(bytes -> bytes <= limit);
        int shards = plan.shards().size();
        assertThat(shards).isGreaterThanOrEqualTo(example.shards());
        assertThat(shards == 1
                        || !example.placement().isFeasible(example.model(), new PlanConstraints(shards - 1, 1, limit)))
                .isTrue();
    }

    static Stream<Example> namedExamples() {
        return examples().filter(example -> !example.strategy().equals("auto"));
    }

    @ParameterizedTest
    @MethodSource("namedExamples")
    void placesTheSameBytesWhenTablesComeInAnotherOrder(Example example) {
        ModelFacts model = example.model();
        List<TableFacts> reversed = model.tables().reversed();
        ModelFacts other =
                new ModelFacts(model.model(), model.bundleFingerprint(), model.dtypes(), reversed, model.demand());
        ShardingPlan plan =
                example.placement().plan(other, example.constraints()).plan();
        assertThat(other.shardBytes(plan)).isEqualTo(model.shardBytes(example.plan()));
    }
}
