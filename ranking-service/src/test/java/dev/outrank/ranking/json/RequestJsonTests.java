package dev.outrank.ranking.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;

final class RequestJsonTests {

    @Test
    void saysLineAndColumnOfMalformedJson() {
        assertThatThrownBy(() -> skipThrough("{\"a\": 1,\n \"b\": }"))
                .isInstanceOf(MalformedJsonException.class)
                .hasMessageStartingWith("body: malformed JSON at line 2, column 7: ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "{\"a\":",
                "{\"a\":[1,",
                "{\"a\" 1}",
                "{\"a\":01}",
                "{\"a\":1,}",
                "{'a':1}",
                "{\"a\":\"\u0001\"}",
                "nul"
            })
    void refusesWhatIsNotJson(String body) {
        assertThatThrownBy(() -> skipThrough(body))
                .isInstanceOf(MalformedJsonException.class)
                .hasMessageContaining("malformed JSON at line 1, column ");
    }

    @Test
    void refusesBytesThatAreNotUtf8() {
        byte[] body = "{\"a\":\"x\"}".getBytes(StandardCharsets.ISO_8859_1);
        body[6] = (byte) 0xFF;
        assertThatThrownBy(() -> RequestJson.decode(body, RequestJsonTests::skip))
                .isInstanceOf(MalformedJsonException.class);
        assertThatThrownBy(() -> RequestJson.decode("{}".getBytes(StandardCharsets.UTF_16), RequestJsonTests::skip))
                .isInstanceOf(MalformedJsonException.class);
    }

    @Test
    void refusesAnythingButOneObject() {
        assertThatThrownBy(() -> skipThrough("")).hasMessage("body: empty (expected: a JSON object)");
        assertThatThrownBy(() -> skipThrough("[]")).hasMessage("body: an array (expected: an object)");
        assertThatThrownBy(() -> skipThrough("{} {}"))
                .hasMessage("body: more after the JSON object (expected: one JSON object)");
    }

    @Test
    void refusesDeepNestingWithoutParserInternals() {
        String body = "{\"a\":" + "[".repeat(100_000);
        assertThatThrownBy(() -> skipThrough(body))
                .isInstanceOf(MalformedJsonException.class)
                .hasMessageContaining("nesting depth")
                .hasMessageNotContaining("StreamReadConstraints");
    }

    @Test
    void keepsMessagesShort() {
        assertThatThrownBy(() -> skipThrough("{\"a\": " + "z".repeat(100_000) + "}"))
                .satisfies(thrown -> assertThat(thrown.getMessage()).hasSizeLessThan(300));
    }

    @Test
    void writesFloatsThatReadBackAsTheSameValue() {
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            float value = Float.intBitsToFloat(random.nextInt());
            if (Float.isFinite(value)) {
                assertThat(Float.parseFloat(written(value))).isEqualTo(value);
            }
        }
        assertThat(written(0.1f)).isEqualTo("0.1");
    }

    private static String written(float value) {
        JsonBuffer buffer = new JsonBuffer(0);
        try (JsonGenerator json = RequestJson.generator(buffer)) {
            json.writeNumber(value);
        }
        ByteBuffer bytes = buffer.written();
        return StandardCharsets.UTF_8.decode(bytes).toString();
    }

    private static boolean skipThrough(String body) {
        return RequestJson.decode(body.getBytes(StandardCharsets.UTF_8), RequestJsonTests::skip);
    }

    private static boolean skip(JsonParser parser) {
        parser.skipChildren();
        return true;
    }
}
