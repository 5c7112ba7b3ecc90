package dev.outrank.ranking.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrank.ranking.memory.RequestMemory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NumberArraysTests {

    @Test
    void readsFlatAndNestedArraysRowMajor() {
        assertThat(read("[1, 2.5, -3e-2]").values).containsExactly(1f, 2.5f, -0.03f);
        Result nested = read("[[1, 2, 3], [4, 5, 6]]");
        assertThat(nested.values).containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(nested.shape).containsExactly(2, 3);
    }

    @Test
    void reportsShapesOfEmptyArrays() {
        assertThat(read("[]").shape).containsExactly(0);
        assertThat(read("[[], []]").shape).containsExactly(2, 0);
        assertThat(read("[[[1], [2]]]").shape).containsExactly(1, 2, 1);
    }

    @Test
    void growsBeyondItsFirstCapacity() {
        String body = "[" + "7,".repeat(10_000) + "8]";
        assertThat(read(body).values).hasSize(10_001).endsWith(7, 8);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[[1, 2], [3]]         | f[1]: 1 elements (expected: 2, as in the arrays beside it)",
                "[[1], 2]              | f[1]: 2 (expected: an array)",
                "[1, [2]]              | f[1]: an array (expected: a finite float32)",
                "[[1], [[2]]]          | f[1][0]: an array (expected: a number)",
                "[[[1]], [2]]          | f[1][0]: numbers (expected: arrays, as in the arrays beside it)",
                "[1, NaN]              | f[1]: NaN (expected: a finite float32)",
                "[-Infinity]           | f[0]: -Infinity (expected: a finite float32)",
                "[1e999]               | f[0]: 1e999 (expected: a finite float32)",
                "[3.5e38]              | f[0]: 3.5e38 (expected: a finite float32)",
                "[true]                | f[0]: true (expected: a finite float32)",
                "['x']                 | f[0]: 'x' (expected: a finite float32)",
                "[null]                | f[0]: null (expected: a finite float32)",
                "[{}]                  | f[0]: an object (expected: a finite float32)",
                "7                     | f: 7 (expected: an array)",
                "[[[[[[[[[1]]]]]]]]]   | f[0][0][0][0][0][0][0][0]: an array (expected: a number)"
            })
    void refusesWhatHasNoShapeOrIsNoNumber(String body, String message) {
        assertThatThrownBy(() -> read(body.strip().replace('\'', '"')))
                .isInstanceOf(InvalidFieldException.class)
                .hasMessage(message);
    }

    @Test
    void readsTheNearestFloat32() {
        String[] decimals = {
            "0.1", "16777217", "1.17549435e-38", "1e-46", "3.4028235e38", "0.000030517578125001", "-0.0"
        };
        for (String decimal : decimals) {
            assertThat(read("[" + decimal + "]").values[0]).as(decimal).isEqualTo(Float.parseFloat(decimal));
        }
    }

    private static Result read(String body) {
        byte[] bytes = ("{\"f\":" + body + "}").getBytes(StandardCharsets.UTF_8);
        return RequestJson.decode(bytes, parser -> {
            parser.nextToken();
            parser.nextToken();
            FloatArray target = new FloatArray(RequestMemory.unpooled().arrays(), 0);
            int[] shape = NumberArrays.readInto(parser, FieldPath::of, target);
            parser.nextToken();
            return new Result(shape, Arrays.copyOf(target.backing(), target.size()));
        });
    }

    private static final class Result {
        private final int[] shape;
        private final float[] values;

        Result(int[] shape, float[] values) {
            this.shape = shape;
            this.values = values;
        }
    }
}
