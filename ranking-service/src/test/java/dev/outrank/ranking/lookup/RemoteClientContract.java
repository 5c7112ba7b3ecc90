package dev.outrank.ranking.lookup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.outrank.bundle.plan.VectorType;
import dev.outrank.lookup.LookupAnswer;
import dev.outrank.lookup.LookupErrorCode;
import dev.outrank.lookup.LookupRequest;
import dev.outrank.ranking.fixture.FakeShard;
import dev.outrank.ranking.fixture.FakeShard.Mood;
import dev.outrank.ranking.request.ShardUnavailableException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.test.StepVerifier;

/** What every way over a network does alike. */
abstract class RemoteClientContract extends EmbeddingClientContract {

    @SuppressWarnings("NullAway.Init") // Set before each test.
    FakeShard shard;

    abstract EmbeddingClient connect(FakeShard shard);

    @Override
    EmbeddingClient open(Path directory) {
        shard = new FakeShard(directory);
        return connect(shard);
    }

    @AfterEach
    void closeShard() {
        shard.mood(Mood.WELL);
        shard.close();
    }

    private LookupRequest small() {
        return request(VectorType.FLOAT32, 0, bags(2, 2));
    }

    private void assertUnavailable(String message) {
        StepVerifier.create(client.lookup(small()))
                .expectErrorSatisfies(failure -> assertThat(failure)
                        .isInstanceOf(ShardUnavailableException.class)
                        .hasMessageContaining(message))
                .verify(PATIENCE);
    }

    @ParameterizedTest
    @CsvSource({
        "BAD_FRAME,BAD_FRAME",
        "UNKNOWN_MODEL,UNKNOWN_MODEL",
        "WRONG_SHARD,WRONG_SHARD",
        "EXPIRED,EXPIRED",
        "OVERLOADED,OVERLOADED",
        "INTERNAL_ERROR,INTERNAL"
    })
    void passesEveryRefusalOn(Mood mood, LookupErrorCode code) {
        shard.mood(mood);

        StepVerifier.create(client.lookup(small()))
                .assertNext(answer -> assertThat(answer)
                        .isInstanceOfSatisfying(
                                LookupAnswer.Refused.class,
                                refused -> assertThat(refused.error().code()).isEqualTo(code)))
                .expectComplete()
                .verify(PATIENCE);
    }

    @Test
    void failsWhereNobodyListens() {
        shard.kill();

        await().atMost(PATIENCE).untilAsserted(() -> assertUnavailable("connection refused"));
    }

    @Test
    void failsWhereTheAnswerIsNoFrame() {
        shard.mood(Mood.GARBAGE);

        assertUnavailable("answered no intact frame: ");
    }

    @Test
    void failsWhereTheShardDiesInTheMiddleOfItsAnswer() {
        shard.mood(Mood.DYING);

        StepVerifier.create(client.lookup(small()))
                .expectError(ShardUnavailableException.class)
                .verify(PATIENCE);
    }

    @Test
    void answersAgainWhenTheShardCameBack() {
        vectors(answers(small()));
        shard.kill();
        shard.start();

        await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> assertThat(vectors(answers(small())))
                .hasSize(8));
    }

    @Test
    void staysUsableWhenACallerLeaves() {
        shard.mood(Mood.SILENT);
        StepVerifier.create(client.lookup(small()))
                .expectSubscription()
                .expectNoEvent(Duration.ofMillis(50))
                .thenCancel()
                .verify(PATIENCE);
        shard.mood(Mood.WELL);

        assertThat(vectors(answers(small()))).hasSize(8);
    }
}
