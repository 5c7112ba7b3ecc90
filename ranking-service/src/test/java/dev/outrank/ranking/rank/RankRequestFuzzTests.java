package dev.outrank.ranking.rank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.outrank.bundle.failure.CallerException;
import dev.outrank.bundle.manifest.Manifest;
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

final class RankRequestFuzzTests {

    private static final int ROUNDS = 8_000;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"candidates\":[{\"id\":\"a\",\"price\":2,\"tags\":{\"weights\":[0.5,2],\"ids\":[3,4]}},{\"price\":[1],\"tags\":{\"ids\":[],\"weights\":[]}}],\"topK\":3}",
                "{\"context\":{},\"candidates\":{\"id\":[\"a\",7],\"price\":[[2],[1]],\"tags\":{\"values\":[3,4],\"lengths\":[2,0],\"weights\":[0.5,2]}}}"
            })
    void givesARequestOrATypedRefusalWhateverTheBody(String body) {
        Mutations mutations = new Mutations(body.length());
        Manifest manifest = TestModels.weighted();
        int accepted = 0;
        for (int round = 0; round < ROUNDS; round++) {
            accepted += decodes(mutations.mutate(body.getBytes(StandardCharsets.UTF_8)), manifest, round) ? 1 : 0;
        }
        assertThat(accepted).isBetween(1, ROUNDS / 2);
    }

    private static boolean decodes(byte[] body, Manifest manifest, int round) {
        try {
            RankRequestDecoder.decode(
                    ReceivedBody.of(body),
                    manifest,
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
