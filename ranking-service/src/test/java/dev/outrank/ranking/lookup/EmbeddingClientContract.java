package dev.outrank.ranking.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrank.bundle.bags.Bags;
import dev.outrank.bundle.manifest.IdPolicy;
import dev.outrank.bundle.manifest.Pooling;
import dev.outrank.bundle.plan.VectorType;
import dev.outrank.bundle.shard.PackedShard;
import dev.outrank.bundle.shard.ShardFingerprint;
import dev.outrank.lookup.LookupAnswer;
import dev.outrank.lookup.LookupError;
import dev.outrank.lookup.LookupRequest;
import dev.outrank.lookup.LookupResponse;
import dev.outrank.lookup.ShardKey;
import dev.outrank.lookup.TableLookup;
import dev.outrank.ranking.fixture.TinyModel;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

/** What every way to a shard does alike. */
abstract class EmbeddingClientContract {

    static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Table {@code user}, 10 rows of 4, whole on this shard of the model that is not split. */
    static final int SHARD = 1;

    TinyModel model;
    EmbeddingClient client;

    /** Returns a client of the packed shard. */
    abstract EmbeddingClient open(Path shard) throws Exception;

    @BeforeEach
    void pack(@TempDir Path directory) throws Exception {
        model = TinyModel.writeUnsplit(directory, Map.of());
        client = open(model.shards().resolve(PackedShard.directoryName(SHARD)));
    }

    @AfterEach
    void closeClient() {
        client.close();
    }

    LookupRequest request(VectorType vectors, int partBags, Bags... bags) {
        ShardKey key = new ShardKey("tiny", "1", SHARD, ShardFingerprint.of(model.plan(), SHARD));
        List<TableLookup> lookups = new ArrayList<>();
        for (Bags each : bags) {
            lookups.add(new TableLookup(0, Pooling.SUM, IdPolicy.FAIL, each));
        }
        return new LookupRequest(key, PATIENCE, lookups, vectors, partBags);
    }

    static Bags bags(int count, int length) {
        int[] lengths = new int[count];
        long[] ids = new long[count * length];
        for (int bag = 0; bag < count; bag++) {
            lengths[bag] = length;
        }
        for (int i = 0; i < ids.length; i++) {
            ids[i] = i % 7;
        }
        return Bags.ofLengths(lengths, ids, null);
    }

    /** Returns the vectors of all parts of lookup 0, one after the other. */
    static float[] vectors(List<LookupAnswer> answers) {
        int floats = answers.stream()
                .mapToInt(answer -> response(answer).bags(0) * response(answer).dim(0))
                .sum();
        FloatBuffer all = FloatBuffer.allocate(floats);
        int at = 0;
        for (LookupAnswer answer : answers) {
            try (LookupResponse response = response(answer)) {
                response.copyInto(0, all, at, response.dim(0));
                at += response.bags(0) * response.dim(0);
            }
        }
        return all.array();
    }

    static LookupResponse response(LookupAnswer answer) {
        return switch (answer) {
            case LookupAnswer.Pooled(LookupResponse response) -> response;
            case LookupAnswer.Refused(LookupError error) -> throw new AssertionError(error);
        };
    }

    List<LookupAnswer> answers(LookupRequest request) {
        return Objects.requireNonNull(client.lookup(request).collectList().block(PATIENCE));
    }

    @Test
    void answersWithTheVectorsOfEveryLookup() {
        List<LookupAnswer> answers = answers(request(VectorType.FLOAT32, 0, bags(3, 2), bags(1, 1), bags(0, 0)));

        assertThat(answers).singleElement().satisfies(answer -> {
            try (LookupResponse response = response(answer)) {
                assertThat(response.lookupCount()).isEqualTo(3);
                assertThat(response.bags(0)).isEqualTo(3);
                assertThat(response.bags(2)).isZero();
                assertThat(response.at(0, 0, 0)).isNotEqualTo(response.at(0, 1, 0));
                assertThat(response.hasMore()).isFalse();
            }
        });
    }

    @Test
    void answersARequestWithoutLookups() {
        assertThat(answers(request(VectorType.FLOAT32, 0))).singleElement().satisfies(answer -> {
            try (LookupResponse response = response(answer)) {
                assertThat(response.lookupCount()).isZero();
            }
        });
    }

    @Test
    void answersInPartsWithTheSameVectors() {
        float[] whole = vectors(answers(request(VectorType.FLOAT32, 0, bags(10, 3))));
        List<LookupAnswer> parts = answers(request(VectorType.FLOAT32, 4, bags(10, 3), bags(2, 1)));

        assertThat(parts).hasSize(3);
        assertThat(parts.stream().map(part -> response(part).bags(0))).containsExactly(4, 4, 2);
        assertThat(parts.stream().map(part -> response(part).bags(1))).containsExactly(2, 0, 0);
        assertThat(parts.stream().map(part -> response(part).hasMore())).containsExactly(true, true, false);
        assertThat(vectors(parts)).containsExactly(whole);
    }

    @Test
    void roundsToFloat16WhereThatIsAskedFor() {
        float[] exact = vectors(answers(request(VectorType.FLOAT32, 0, bags(10, 3))));
        List<LookupAnswer> answers = answers(request(VectorType.FLOAT16, 0, bags(10, 3)));

        assertThat(response(answers.getFirst()).vectorType()).isEqualTo(VectorType.FLOAT16);
        float[] rounded = vectors(answers);
        for (int i = 0; i < exact.length; i++) {
            assertThat(rounded[i]).isEqualTo(Float.float16ToFloat(Float.floatToFloat16(exact[i])));
        }
    }

    @Test
    void answersMoreThanAMegabyte() {
        float[] vectors = vectors(answers(request(VectorType.FLOAT32, 0, bags(100_000, 1))));

        assertThat(vectors).hasSize(400_000);
        // Ids repeat after 7.
        assertThat(vectors[4 * 99_995]).isEqualTo(vectors[4 * (99_995 % 7)]);
    }

    @Test
    void answersManyAtATimeEachWithItsOwn() {
        List<Integer> bags = Flux.range(0, 400)
                .flatMap(
                        i -> client.lookup(request(VectorType.FLOAT32, 0, bags(1 + i % 50, 1)))
                                .map(answer -> {
                                    try (LookupResponse response = response(answer)) {
                                        return response.bags(0) - (1 + i % 50);
                                    }
                                }),
                        100)
                .collectList()
                .block(PATIENCE);

        assertThat(bags).hasSize(400).containsOnly(0);
    }

    @Test
    void refusesAnIdOutsideItsTable() {
        Bags outside = Bags.ofLengths(new int[] {1}, new long[] {10}, null);

        StepVerifier.create(client.lookup(request(VectorType.FLOAT32, 0, bags(1, 1), outside)))
                .assertNext(answer -> assertThat(answer).isInstanceOfSatisfying(LookupAnswer.Refused.class, refused -> {
                    assertThat(refused.error().lookup()).isEqualTo(1);
                    assertThat(refused.error().id()).isEqualTo(10);
                }))
                .expectComplete()
                .verify(PATIENCE);
    }

    @Test
    void endsPartsWithTheRefusalOfOneOfThem() {
        Bags late = Bags.ofLengths(new int[] {1, 1}, new long[] {3, 10}, null);

        StepVerifier.create(client.lookup(request(VectorType.FLOAT32, 1, late)))
                .assertNext(answer -> response(answer).close())
                .expectNextMatches(LookupAnswer.Refused.class::isInstance)
                .expectComplete()
                .verify(PATIENCE);
    }

    @Test
    void givesPartsOnlyWhenTheyAreAskedFor() {
        StepVerifier.create(client.lookup(request(VectorType.FLOAT32, 1, bags(3, 1))), 0)
                .expectSubscription()
                .thenRequest(1)
                .assertNext(answer -> response(answer).close())
                .thenRequest(1)
                .assertNext(answer -> response(answer).close())
                .thenRequest(5)
                .assertNext(answer -> response(answer).close())
                .expectComplete()
                .verify(PATIENCE);
    }
}
