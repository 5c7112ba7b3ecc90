package dev.outrank.workbench.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrank.bundle.failure.DependencyException;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

final class AnswerReaderTests {

    private static final PreparedRequest REQUEST =
            new PreparedRequest(Unpooled.EMPTY_BUFFER, OptionalInt.empty(), List.of("a", "b"), 0);

    private static ScoredAnswer read(Api api, String body) {
        return AnswerReader.read(api, REQUEST, -1, body.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void takesTheFirstNumberOfEachRow() {
        assertThat(read(Api.INFER, "{\"outputs\":[{\"shape\":[2,1],\"data\":[0.25,0.1]}]}")
                        .scores())
                .containsExactly(0.25f, 0.1f);
        assertThat(read(Api.INFER, "{\"outputs\":[{\"shape\":[2,2],\"data\":[1.0,2.0,3.0,4.0]}]}")
                        .scores())
                .containsExactly(1f, 3f);
        assertThat(read(Api.INFER, "{\"outputs\":[{\"shape\":[2,2],\"data\":[[1.0,2.0],[3.0,4.0]]}]}")
                        .scores())
                .containsExactly(1f, 3f);
    }

    @Test
    void putsRankedScoresInTheOrderOfTheCandidates() {
        String body = "{\"degraded\":true,\"ranked\":[{\"id\":\"b\",\"score\":0.9},{\"id\":\"a\",\"score\":0.1}]}";
        assertThat(read(Api.RANK, body).scores()).containsExactly(0.1f, 0.9f);
        assertThat(read(Api.RANK, body).degraded()).isTrue();
    }

    @Test
    void readsBinaryTensorsBehindTheHeader() {
        byte[] header =
                "{\"parameters\":{\"degraded\":false},\"outputs\":[{\"shape\":[2,1],\"parameters\":{\"binary_data_size\":8}}]}"
                        .getBytes(StandardCharsets.UTF_8);
        byte[] body = ByteBuffer.allocate(header.length + 8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(header)
                .putFloat(0.25f)
                .putFloat(-1.5f)
                .array();
        ScoredAnswer answer = AnswerReader.read(Api.INFER_BINARY, REQUEST, header.length, body);
        assertThat(answer.scores()).containsExactly(0.25f, -1.5f);
        assertThat(answer.degraded()).isFalse();
    }

    @Test
    void refusesWhatIsNoAnswer() {
        for (String body : List.of(
                "",
                "[]",
                "{}",
                "{\"outputs\":[]}",
                "{\"outputs\":[{\"shape\":[2,1],\"data\":[\"x\",1]}]}",
                "{\"outputs\":[{\"shape\":[2,1]}]}",
                "{\"outputs\":[{\"shape\":[3,1],\"data\":[0.5]}]}")) {
            assertThatThrownBy(() -> read(Api.INFER, body)).as(body).isInstanceOf(DependencyException.class);
        }
        assertThatThrownBy(() -> read(Api.RANK, "{\"ranked\":[{\"id\":\"c\",\"score\":1}]}"))
                .hasMessage("ranked.id: 'c' (expected: one of the request's 2 candidates)");
    }
}
