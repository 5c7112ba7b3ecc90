package dev.outrank.planner.example;

import dev.outrank.bundle.manifest.ElementType;
import dev.outrank.bundle.manifest.Scope;
import dev.outrank.planner.cost.NetFacts;
import dev.outrank.planner.model.ModelFacts;
import dev.outrank.planner.model.TableFacts;
import dev.outrank.planner.traffic.CandidateShare;
import dev.outrank.planner.traffic.CurvePoint;
import dev.outrank.planner.traffic.FeatureTraffic;
import dev.outrank.planner.traffic.Summary;
import dev.outrank.planner.traffic.TableTraffic;
import dev.outrank.planner.traffic.TrafficProfile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.ToDoubleFunction;

/** Random models with demand: few and many tables, sizes and lookups of heavy tails, two nets, some tables in order of heat. */
public final class ExampleModels {

    private static final double LN_ROWS = 14;
    private static final List<ElementType> DTYPES = List.of(ElementType.values());

    private ExampleModels() {}

    /** Returns the nets of every example: one of each scope that reads tables, one of each that does not. */
    public static List<NetFacts> nets() {
        return List.of(
                new NetFacts("user-bottom", Scope.REQUEST, 100_000, 25_000, 500),
                new NetFacts("user", Scope.REQUEST, 400_000, 100_000, 500),
                new NetFacts("item-bottom", Scope.CANDIDATE, 40_000, 10_000, 200),
                new NetFacts("item", Scope.CANDIDATE, 200_000, 50_000, 500));
    }

    /** Returns a model of so many tables; equal seeds give equal models. */
    public static ModelFacts model(long seed, int tables) {
        Random random = new Random(seed);
        List<TableFacts> facts = new ArrayList<>();
        for (int i = 0; i < tables; i++) {
            long rows = 64 + (long) Math.exp(random.nextDouble() * LN_ROWS);
            int dim = 8 << random.nextInt(4);
            ElementType dtype = DTYPES.get(random.nextInt(DTYPES.size()));
            String net = random.nextInt(3) == 0 ? "user" : "item";
            long ordered = random.nextBoolean() ? Math.max(1, rows / 50) : 0;
            facts.add(TableFacts.of("t" + i, rows, dim, dtype, List.of(net), ordered));
        }
        return of(facts, table -> random.nextInt(8) == 0 ? 0 : Math.exp(random.nextDouble() * 3 - 1));
    }

    /** Returns a model of these tables, each asked for so many ids a candidate, or 30 times as many a request. */
    public static ModelFacts of(List<TableFacts> tables, ToDoubleFunction<TableFacts> meanIds) {
        return of(tables, meanIds, 1);
    }

    /** Returns the same, where only a share of the requests has any ids for a table. */
    public static ModelFacts of(List<TableFacts> tables, ToDoubleFunction<TableFacts> meanIds, double requestShare) {
        return new ModelFacts("m", "f".repeat(64), Map.of(), tables, null).with(profile(tables, meanIds, requestShare));
    }

    private static TrafficProfile profile(
            List<TableFacts> tables, ToDoubleFunction<TableFacts> meanIds, double requestShare) {
        List<FeatureTraffic> features = new ArrayList<>();
        List<TableTraffic> traffic = new ArrayList<>();
        for (TableFacts table : tables) {
            double mean = meanIds.applyAsDouble(table);
            features.add(feature(table, mean, requestShare));
            traffic.add(mean == 0 ? new TableTraffic(table.name(), 0, 0, List.of(), List.of()) : skewed(table));
        }
        return new TrafficProfile(
                1,
                "m",
                "example",
                1000,
                List.of(new CandidateShare(100, 0.4), new CandidateShare(200, 0.5), new CandidateShare(700, 0.1)),
                features,
                traffic,
                List.of());
    }

    /** Returns the traffic of one feature of its table: so many ids a candidate, or 30 times as many a request. */
    private static FeatureTraffic feature(TableFacts table, double meanIds, double requestShare) {
        boolean user = table.nets().contains("user");
        Summary bag = new Summary(meanIds * (user ? 30 : 1), meanIds, 3 * meanIds * 30);
        Summary candidates = new Summary(meanIds, meanIds, 3 * meanIds);
        return new FeatureTraffic(
                table.name(),
                table.name(),
                user ? Scope.REQUEST : Scope.CANDIDATE,
                table.nets(),
                meanIds == 0 ? 0 : requestShare,
                user ? bag : new Summary(meanIds * 210, meanIds * 200, meanIds * 700),
                user ? new Summary(meanIds * 30 / 210, meanIds / 10, meanIds) : candidates);
    }

    /** Returns traffic in which a fiftieth of the rows gets 70 % of the accesses. */
    private static TableTraffic skewed(TableFacts table) {
        long hot = Math.max(1, table.rows() / 50);
        return new TableTraffic(
                table.name(),
                table.rows() * 10,
                table.rows(),
                List.of(new CurvePoint(hot, 0.7), new CurvePoint(table.rows(), 1)),
                List.of());
    }
}
