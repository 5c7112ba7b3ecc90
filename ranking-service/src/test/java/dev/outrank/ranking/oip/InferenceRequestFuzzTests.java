package dev.outrank.ranking.oip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.outrank.bundle.failure.CallerException;
import dev.outrank.ranking.http.FakeServedModel;
import dev.outrank.ranking.http.Mutations;
import dev.outrank.ranking.http.ReceivedBody;
import dev.outrank.ranking.http.TestModels;
import dev.outrank.ranking.json.DecodeLimits;
import dev.outrank.ranking.memory.RequestMemory;
import dev.outrank.ranking.request.Deadline;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class InferenceRequestFuzzTests {

    private static final int ROUNDS = 8_000;

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void givesARequestOrATypedRefusalWhateverTheBody(long seed) {
        Mutations mutations = new Mutations(seed);
        FakeServedModel model = new FakeServedModel(seed == 1 ? TestModels.clicks() : TestModels.weighted(), "1");
        String body = (seed == 1 ? InferenceBodies.clicks() : InferenceBodies.weighted())
                .body("\"id\":\"x\",\"outputs\":[{\"name\":\"score\"}],\"parameters\":{\"a\":[1,{}]},");
        int accepted = 0;
        for (int round = 0; round < ROUNDS; round++) {
            accepted += decodes(mutations.mutate(body.getBytes(StandardCharsets.UTF_8)), model, round) ? 1 : 0;
        }
        assertThat(accepted).isBetween(1, ROUNDS / 2);
    }

    private static boolean decodes(byte[] body, FakeServedModel model, int round) {
        try {
            InferenceRequestDecoder.decode(
                    ReceivedBody.of(body),
                    body.length,
                    model,
                    TensorCatalog.of(model.manifest()),
                    Deadline.after(Duration.ofMinutes(1)),
                    new DecodeLimits(100, 1_000),
                    RequestMemory.unpooled());
            return true;
        } catch (CallerException refused) {
            assertThat(refused).hasMessageContaining(": ");
            return false;
        } catch (RuntimeException unexpected) {
            return fail("round " + round + ": " + new String(body, StandardCharsets.UTF_8), unexpected);
        }
    }
}
