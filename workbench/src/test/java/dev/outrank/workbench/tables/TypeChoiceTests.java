package dev.outrank.workbench.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrank.bundle.Bundle;
import dev.outrank.bundle.manifest.ElementType;
import dev.outrank.bundle.manifest.Manifest;
import dev.outrank.bundle.manifest.TableSpec;
import dev.outrank.workbench.CommandRun;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TypeChoiceTests {

    /** Has the tables user, item, category and term. */
    private static final Manifest CLICKS = Bundle.open(CommandRun.CLICKS).manifest();

    private static Map<String, ElementType> resolve(String... options) {
        return TypeChoice.resolve(Arrays.stream(options).map(TypeChoice::parse).toList(), CLICKS);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "*         | user item category term",
                "user      | user",
                "*er*      | user term",
                "?ser      | user",
                "?????*    | category",
                "[a-z]*ser | ",
                "u.er      | ",
            })
    void namesTablesByGlob(String glob, String names) {
        TablePattern pattern = new TablePattern(glob);
        if (names == null) {
            assertThatThrownBy(() -> pattern.tables(CLICKS))
                    .hasMessage("table pattern: '" + glob
                            + "' (expected: a table of model 'clicks', which has user, item, category, term)");
        } else {
            assertThat(pattern.tables(CLICKS)).extracting(TableSpec::name).containsExactlyInAnyOrder(names.split(" "));
        }
    }

    @Test
    void letsTheLastChoiceCountAndLeavesOutWhatTheBundleStoresAnyway() {
        assertThat(resolve()).isEmpty();
        assertThat(resolve("float32")).isEmpty();
        assertThat(resolve("int8", "user=float32", "t*=int4"))
                .isEqualTo(Map.of("item", ElementType.INT8, "category", ElementType.INT8, "term", ElementType.INT4));
    }

    @ParameterizedTest
    @ValueSource(strings = {"int2", "user=", "user=INT8", "=int8", ""})
    void refusesWhatIsNoChoice(String option) {
        assertThatThrownBy(() -> resolve(option)).hasMessageContaining("(expected: ");
    }
}
