package dev.outrank.workbench.workload;

import dev.outrank.bundle.failure.CallerException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Checks with messages of the form {@code name: value (expected: constraint)}. */
final class Require {

    private Require() {}

    static void that(boolean condition, String field, Object value, String expected) {
        if (!condition) {
            throw new CallerException(field + ": " + value + " (expected: " + expected + ")");
        }
    }

    static void positive(String field, List<Integer> values) {
        that(
                !values.isEmpty() && values.stream().allMatch(value -> value > 0),
                field,
                values,
                "at least one number, each at least 1");
    }

    static void distinct(String field, List<String> names) {
        Set<String> seen = new HashSet<>();
        names.forEach(name -> that(seen.add(name), field, "'" + name + "' occurs twice", "distinct names"));
    }
}
