package dev.outrank.ranking.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

class KnownStringsTests {

    private static List<Integer> positions(KnownStrings known, String json) {
        return RequestJson.decode(("{\"strings\": " + json + "}").getBytes(StandardCharsets.UTF_8), parser -> {
            parser.nextToken();
            parser.nextToken();
            return positions(known, parser);
        });
    }

    private static List<Integer> positions(KnownStrings known, JsonParser parser) {
        List<Integer> positions = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            positions.add(known.position(parser, FieldPath::of));
        }
        parser.nextToken();
        return positions;
    }

    @Test
    void tellsStringsOfOneHashApart() {
        KnownStrings known = new KnownStrings(List.of("Aa", "BB", "AaAa"));

        assertThat(positions(known, "[\"BB\", \"AaAa\", \"BBBB\", \"Aa\", \"A\"]"))
                .containsExactly(1, 2, -1, 0, -1);
    }

    @Test
    void readsWhatJsonEscapes() {
        KnownStrings known = new KnownStrings(List.of("größe", "a\"b", ""));

        assertThat(positions(known, "[\"gr\\u00f6\\u00dfe\", \"größe\", \"a\\\"b\", \"\"]"))
                .containsExactly(0, 0, 1, 2);
    }

    @Test
    void findsTheFirstOfEqualStringsAmongMany() {
        List<String> names = IntStream.range(0, 1_000)
                .mapToObj(i -> "t" + i % 700 + ".values")
                .toList();
        KnownStrings known = new KnownStrings(names);

        assertThat(positions(known, "[\"t0.values\", \"t699.values\", \"t700.values\"]"))
                .containsExactly(0, 699, -1);
    }

    @Test
    void findsNothingAmongNone() {
        assertThat(positions(new KnownStrings(List.of()), "[\"\", \"x\"]")).containsExactly(-1, -1);
    }

    @Test
    void refusesWhatIsNoString() {
        assertThatExceptionOfType(InvalidFieldException.class)
                .isThrownBy(() -> positions(new KnownStrings(List.of("7")), "[7]"))
                .withMessage("strings[0]: 7 (expected: a string)");
    }
}
