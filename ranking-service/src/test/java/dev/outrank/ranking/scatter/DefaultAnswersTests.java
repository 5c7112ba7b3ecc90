package dev.outrank.ranking.scatter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.outrank.bundle.Bundle;
import dev.outrank.bundle.bags.Bags;
import dev.outrank.bundle.failure.InternalException;
import dev.outrank.bundle.plan.VectorType;
import dev.outrank.lookup.LookupAnswer;
import dev.outrank.lookup.LookupRequest;
import dev.outrank.lookup.LookupResponse;
import dev.outrank.lookup.TableLookup;
import dev.outrank.ranking.fixture.LossyShards;
import dev.outrank.ranking.fixture.TinyModel;
import dev.outrank.ranking.fixture.TinyRequest;
import dev.outrank.ranking.request.InvalidInputException;
import dev.outrank.ranking.request.RankingRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Stand-ins are what the engine says where it defaults every id: both scopes, sums, means, weights, split tables and empty bags are in the model. */
class DefaultAnswersTests {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int CANDIDATES = 13;

    @TempDir
    private static Path directory;

    private static TinyModel model;

    @BeforeAll
    static void write() throws Exception {
        model = TinyModel.writeDefaulting(directory, "user", "item", "tag", "hashed", "category");
    }

    private static ScatterPlan plan(VectorType vectors) {
        return ScatterPlan.of(
                "tiny", "1", Bundle.open(model.bundle()), model.plan().withVectors(vectors));
    }

    @ParameterizedTest
    @CsvSource({"FLOAT32, 13", "FLOAT32, 4", "FLOAT32, 1", "FLOAT16, 13", "FLOAT16, 4"})
    void areBitForBitWhatTheEngineDefaults(VectorType vectors, int sliceRows) {
        ScatterPlan plan = plan(vectors);
        RankingRequest request =
                TinyRequest.random(model.manifest(), CANDIDATES, 5, 7).build();
        List<LookupRequest> requests =
                plan.scatter(request, sliceRows, DegradationSettings.defaults()).requests();
        assertThat(requests).hasSize(3);

        try (LossyShards engine = new LossyShards(model)) {
            for (LookupRequest one : requests) {
                List<LookupAnswer> expected = Objects.requireNonNull(
                        engine.defaulted(one).collectList().block(PATIENCE));
                assertThat(expected).hasSize(one.partCount());
                for (int part = 0; part < expected.size(); part++) {
                    try (LookupResponse actual = new DefaultAnswers(plan).part(one, part);
                            LookupResponse wanted = ((LookupAnswer.Pooled) expected.get(part)).response()) {
                        assertSame(actual, wanted, one.part(part));
                    }
                }
            }
        }
    }

    private static void assertSame(LookupResponse actual, LookupResponse wanted, List<TableLookup> lookups) {
        assertThat(actual.hasMore()).isEqualTo(wanted.hasMore());
        assertThat(actual.vectorType()).isEqualTo(wanted.vectorType());
        assertThat(actual.lookupCount()).isEqualTo(wanted.lookupCount()).isEqualTo(lookups.size());
        for (int lookup = 0; lookup < lookups.size(); lookup++) {
            assertThat(actual.bags(lookup)).isEqualTo(wanted.bags(lookup));
            assertThat(actual.dim(lookup)).isEqualTo(wanted.dim(lookup));
            assertThat(actual.defaultedIds(lookup))
                    .isEqualTo(wanted.defaultedIds(lookup))
                    .isEqualTo(lookups.get(lookup).bags().idCount());
            for (int bag = 0; bag < wanted.bags(lookup); bag++) {
                for (int d = 0; d < wanted.dim(lookup); d++) {
                    assertThat(Float.floatToRawIntBits(actual.at(lookup, bag, d)))
                            .isEqualTo(Float.floatToRawIntBits(wanted.at(lookup, bag, d)));
                }
            }
        }
    }

    @Test
    void refuseIdsThatTheShardWouldRefuse() {
        ScatterPlan plan = plan(VectorType.FLOAT32);
        RankingRequest request = TinyRequest.random(model.manifest(), 1, 0, 1)
                .with("item_id", Bags.ofLengths(new int[] {2}, new long[] {3, 100}, null))
                .build();
        List<LookupRequest> requests =
                plan.scatter(request, 1, DegradationSettings.defaults()).requests();

        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> new DefaultAnswers(plan).part(requests.getFirst(), 0))
                .withMessage("item_id: id 100 (expected: 0 to 99, the rows of table 'item')");
    }

    @Test
    void refuseTablesWhoseLossIsAFailure(@TempDir Path other) throws Exception {
        TinyModel failing = TinyModel.write(other);
        ScatterPlan plan = ScatterPlan.of("tiny", "1", Bundle.open(failing.bundle()), failing.plan());
        RankingRequest request = TinyRequest.random(model.manifest(), 3, 5, 7).build();
        Scatter scatter = plan.scatter(request, 3, DegradationSettings.defaults());

        assertThat(scatter.requests()).hasSize(3);
        for (LookupRequest one : scatter.requests()) {
            assertThat(scatter.mayDefault(one.target().shard())).isFalse();
            assertThatExceptionOfType(InternalException.class)
                    .isThrownBy(() -> new DefaultAnswers(plan).part(one, 0))
                    .withMessageContaining("(expected: onLoss 'default', or no ids)");
        }
    }

    @Test
    void leaveTheNetsTime() {
        DegradationSettings settings = new DegradationSettings(Duration.ofMillis(50), 0.2);

        assertThat(settings).isEqualTo(DegradationSettings.defaults());
        assertThat(settings.patience(Duration.ofSeconds(5))).isEqualTo(Duration.ofMillis(4950));
        assertThat(settings.patience(Duration.ofMillis(100))).isEqualTo(Duration.ofMillis(80));
        assertThat(settings.patience(Duration.ZERO)).isZero();
    }
}
