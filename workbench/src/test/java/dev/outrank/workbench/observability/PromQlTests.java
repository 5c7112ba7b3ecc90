package dev.outrank.workbench.observability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrank.workbench.observability.PromQl.Selector;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class PromQlTests {

    @Test
    void findsSelectorsAndNoFunctionsLabelsOrNumbers() {
        String query = """
                1 - sum by (model, le) (rate(a_seconds_bucket{model=~"x|(y)[.]",le="0.1"}[5m])) / on () group_left ()
                (scalar(outrank:ratio5m) > 14.4) and max(b_total offset 5m) or vector(1e-3)""";

        assertThat(PromQl.selectors(query))
                .containsExactly(
                        new Selector("a_seconds_bucket", "{model=~\"x|(y)[.]\",le=\"0.1\"}"),
                        new Selector("outrank:ratio5m", ""),
                        new Selector("b_total", ""));
    }

    @Test
    void takesASelectorOnce() {
        assertThat(PromQl.selectors("up / (up > 0) + up{job=\"a\"}"))
                .extracting(Selector::text)
                .containsExactly("up", "up{job=\"a\"}");
    }

    @Test
    void knowsTheLabelsOfASelector() {
        assertThat(new Selector("a", "{x=\"1\",y!~\"b=c\", z != \"\"}").labels())
                .isEqualTo(List.of("x", "y", "z"));
    }

    @Test
    void substitutesVariables() {
        assertThat(PromQl.substitute(
                        "rate(a{m=~\"$model\"}[$__rate_interval]) ${shard:regex}",
                        Map.of("model", ".*", "__rate_interval", "1m", "shard", "s")))
                .isEqualTo("rate(a{m=~\".*\"}[1m]) s");
    }

    @Test
    void refusesAVariableThatHasNoValue() {
        assertThatThrownBy(() -> PromQl.substitute("a{m=\"$model\"}", Map.of()))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("$model");
    }
}
