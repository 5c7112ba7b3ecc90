package dev.outrank.ranking.oip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrank.ranking.http.FakeServedModel;
import dev.outrank.ranking.http.ReceivedBody;
import dev.outrank.ranking.http.TestModels;
import dev.outrank.ranking.json.DecodeLimits;
import dev.outrank.ranking.json.InvalidFieldException;
import dev.outrank.ranking.memory.RequestMemory;
import dev.outrank.ranking.request.Deadline;
import dev.outrank.ranking.request.RankingRequest;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

final class UserRowsTests {

    private final Counter counter = new SimpleMeterRegistry().counter("deduplicated");

    private static InferenceBodies repeated() {
        return InferenceBodies.clicks()
                .with("user_dense", "FP32", "[2,4]", "[[1,2,3,4],[1,2,3,4]]")
                .with("user_id.values", "INT64", "[2]", "[7,7]")
                .with("user_id.lengths", "INT32", "[2]", "[1,1]")
                .with("recent_items.values", "INT64", "[4]", "[1,2,1,2]")
                .with("recent_items.lengths", "INT32", "[2]", "[2,2]");
    }

    private RankingRequest decode(InferenceBodies bodies, UserRows users) {
        byte[] body = bodies.body().getBytes(StandardCharsets.UTF_8);
        FakeServedModel model = new FakeServedModel(TestModels.clicks(), "1");
        return InferenceRequestDecoder.decode(
                        ReceivedBody.of(body),
                        body.length,
                        model,
                        TensorCatalog.of(model.manifest(), users),
                        Deadline.after(Duration.ofMinutes(1)),
                        new DecodeLimits(1_000, 100_000),
                        RequestMemory.unpooled())
                .ranking();
    }

    @Test
    void takesEqualRowsOnce() {
        RankingRequest request = decode(repeated(), UserRows.deduplicated(counter));

        assertThat(request.candidates()).isEqualTo(2);
        assertThat(request.dense(0)).startsWith(1, 2, 3, 4);
        assertThat(request.sparse(0).bagCount()).isEqualTo(1);
        assertThat(request.sparse(0).idCount()).isEqualTo(1);
        assertThat(request.sparse(1).idCount()).isEqualTo(2);
        assertThat(request.sparse(1).ids()).startsWith(1, 2);
        assertThat(counter.count()).isEqualTo(3);
    }

    @Test
    void takesWhatComesOnceAndEmptyBags() {
        InferenceBodies mixed = InferenceBodies.clicks()
                .with("recent_items.values", "INT64", "[0]", "[]")
                .with("recent_items.lengths", "INT32", "[2]", "[0,0]");
        RankingRequest request = decode(mixed, UserRows.deduplicated(counter));
        assertThat(request.sparse(1).idCount()).isZero();
        assertThat(request.sparse(0).idCount()).isEqualTo(1);
        assertThat(counter.count()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "user_dense | FP32 | [2,4] | [1,2,3,4,1,2,3,5] | user_dense: candidate 1 differs from candidate 0",
                "recent_items.values | INT64 | [4] | [1,2,1,3] | recent_items.values: candidate 1 differs from candidate 0",
                "recent_items.lengths | INT32 | [2] | [3,1] | recent_items.lengths: candidate 1 differs from candidate 0",
                "user_dense | FP32 | [3,4] | [1,1,1,1,1,1,1,1,1,1,1,1] | user_dense: shape [3, 4] (expected: 1 row, or 2 equal ones",
                "user_dense | FP32 | [0,4] | [] | user_dense.shape: [0, 4] (expected: [1, 4])",
                "user_dense | FP32 | [2,3] | [1,1,1,1,1,1] | user_dense.shape: [2, 3] (expected: [1, 4])"
            })
    void namesTheFirstCandidateThatDiffers(String name, String datatype, String shape, String data, String message) {
        assertThatThrownBy(() -> decode(repeated().with(name, datatype, shape, data), UserRows.deduplicated(counter)))
                .isInstanceOf(InvalidFieldException.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void takesNoRepeatedRowsByDefault() {
        assertThatThrownBy(() -> decode(repeated(), UserRows.once()))
                .hasMessage("user_dense.shape: [2, 4] (expected: [1, 4])");
        assertThat(bind(Map.of())).isEqualTo(new OipProperties(false));
        assertThat(bind(Map.of("outrank.ranking.oip.deduplicate-users", "true")))
                .isEqualTo(new OipProperties(true));
    }

    private static OipProperties bind(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("outrank.ranking.oip", Bindable.of(OipProperties.class));
    }
}
