package dev.outrank.bundle.plan;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.outrank.bundle.SampleBundle;
import dev.outrank.bundle.failure.BundleException;
import dev.outrank.bundle.manifest.ElementType;
import dev.outrank.bundle.manifest.Manifest;
import dev.outrank.bundle.manifest.TableSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class PlanCoverageTests {

    private static final Manifest MANIFEST =
            SampleBundle.manifest(List.of(SampleBundle.table("a", 10, 2), SampleBundle.table("b", 4, 2)));

    private static final Placement ALL_OF_B = new Placement("b", 0, 4);

    private static ShardingPlan plan(String model, Placement... onePerShard) {
        List<ShardSpec> shards = new ArrayList<>();
        for (Placement placement : onePerShard) {
            shards.add(new ShardSpec(shards.size(), 1, List.of(placement)));
        }
        return new ShardingPlan(1, model, "f", "by hand", shards);
    }

    private static void assertRefused(String message, Placement... onePerShard) {
        assertThatExceptionOfType(BundleException.class)
                .isThrownBy(() -> plan("sample", onePerShard).requireCovers(MANIFEST))
                .withMessageContaining(message)
                .withMessageContaining("(expected: ");
    }

    @Test
    void acceptsEveryRowOnceInAnyOrder() {
        ShardingPlan plan = plan("sample", new Placement("a", 7, 10), ALL_OF_B, new Placement("a", 0, 7));

        assertThatCode(() -> plan.requireCovers(MANIFEST)).doesNotThrowAnyException();
    }

    @Test
    void refusesMissingRows() {
        assertRefused("rows [0, 3) of table 'a' are on no shard", new Placement("a", 3, 10), ALL_OF_B);
        assertRefused(
                "rows [3, 5) of table 'a' are on no shard",
                new Placement("a", 0, 3),
                new Placement("a", 5, 10),
                ALL_OF_B);
        assertRefused("rows [9, 10) of table 'a' are on no shard", new Placement("a", 0, 9), ALL_OF_B);
        assertRefused("rows [0, 4) of table 'b' are on no shard", new Placement("a", 0, 10));
    }

    @Test
    void countsRowsInRanking() {
        ShardingPlan plan = plan("sample", ALL_OF_B);

        assertThatCode(() -> plan.withLocal(List.of(new Placement("a", 0, 10))).requireCovers(MANIFEST))
                .doesNotThrowAnyException();
        assertThatExceptionOfType(BundleException.class)
                .isThrownBy(() -> plan.withLocal(List.of(new Placement("a", 0, 10), new Placement("b", 3, 4)))
                        .requireCovers(MANIFEST))
                .withMessageContaining("rows [3, 4) of table 'b' are on shard 0 and in ranking (expected: ");
        assertThatExceptionOfType(BundleException.class)
                .isThrownBy(
                        () -> plan.withLocal(List.of(new Placement("a", 0, 11))).requireCovers(MANIFEST))
                .withMessageContaining("local['a'].endRow: 11 (expected: at most 10");
        assertThatExceptionOfType(BundleException.class)
                .isThrownBy(() -> plan("sample", ALL_OF_B, new Placement("a", 0, 10))
                        .withLocal(List.of(new Placement("c", 0, 1)))
                        .requireCovers(MANIFEST))
                .withMessageContaining("local: 'c' (expected: a table of model 'sample')");
    }

    @Test
    void refusesRowsOnTwoShards() {
        assertRefused(
                "rows [4, 6) of table 'a' are on shard 0 and on shard 2",
                new Placement("a", 0, 6),
                ALL_OF_B,
                new Placement("a", 4, 10));
        assertRefused(
                "rows [2, 3) of table 'a' are on shard 0 and on shard 1",
                new Placement("a", 0, 10),
                new Placement("a", 2, 3),
                ALL_OF_B);
    }

    @Test
    void refusesRowsThatTheTableDoesNotHave() {
        assertRefused(
                "shards[0].placements['a'].endRow: 11 (expected: at most 10", new Placement("a", 0, 11), ALL_OF_B);
    }

    @Test
    void refusesATableThatTheModelDoesNotHave() {
        assertRefused(
                "shards[2].placements: 'c' (expected: a table of model 'sample')",
                new Placement("a", 0, 10),
                ALL_OF_B,
                new Placement("c", 0, 1));
    }

    private static ShardingPlan typed(Map<String, ElementType> dtypes) {
        ShardingPlan plan = plan("sample", new Placement("a", 0, 10), ALL_OF_B);
        return new ShardingPlan(1, "sample", "f", "by hand", dtypes, plan.shards());
    }

    @Test
    void acceptsTypesThatTheBundleCanGive() {
        for (ElementType dtype : ElementType.values()) {
            assertThatCode(() -> typed(Map.of("a", dtype)).requireCovers(MANIFEST))
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void refusesATypeForAnUnknownTableOrOfWhatIsQuantised() {
        assertThatExceptionOfType(BundleException.class)
                .isThrownBy(() -> typed(Map.of("c", ElementType.INT8)).requireCovers(MANIFEST))
                .withMessage("dtypes: 'c' (expected: a table of model 'sample')");
        TableSpec plain = SampleBundle.table("a", 10, 2);
        Manifest quantised = SampleBundle.manifest(List.of(
                new TableSpec("a", 10, 2, ElementType.INT8, plain.file(), "a", null), SampleBundle.table("b", 4, 2)));
        assertThatExceptionOfType(BundleException.class)
                .isThrownBy(() -> typed(Map.of("a", ElementType.INT4)).requireCovers(quantised))
                .withMessage("dtypes['a']: int4 (expected: one of [float32, int8], since its rows are stored as int8)");
    }

    @Test
    void refusesThePlanOfAnotherModel() {
        assertThatExceptionOfType(BundleException.class)
                .isThrownBy(
                        () -> plan("other", new Placement("a", 0, 10), ALL_OF_B).requireCovers(MANIFEST))
                .withMessage("model: 'other' (expected: 'sample', the bundle's name)");
    }
}
