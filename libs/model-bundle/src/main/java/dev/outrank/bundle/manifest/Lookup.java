package dev.outrank.bundle.manifest;

import dev.outrank.bundle.failure.BundleException;
import java.util.List;
import java.util.function.Function;

final class Lookup {

    private Lookup() {}

    static <T> T byName(String field, List<T> values, Function<T, String> nameOf, String name) {
        for (T value : values) {
            if (nameOf.apply(value).equals(name)) {
                return value;
            }
        }
        throw new BundleException(field + ": no '" + name + "' (expected: one of "
                + values.stream().map(nameOf).limit(20).toList() + ")");
    }
}
