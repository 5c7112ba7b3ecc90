package dev.outrank.ranking.http;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a caller is told about a failed request.
 *
 * @param kind what went wrong
 * @param detail the message of this occurrence
 * @param field the place in the body, where there is one
 * @param headers HTTP headers that belong to the answer, for example {@code Retry-After}
 */
public record Failure(
        FailureKind kind, String detail, @Nullable String field, Map<String, String> headers) {

    public Failure {
        headers = Map.copyOf(headers);
    }

    static Failure of(FailureKind kind, String detail) {
        return new Failure(kind, detail, null, Map.of());
    }

    Failure withHeader(String name, String value) {
        Map<String, String> all = new TreeMap<>(headers);
        all.put(name, value);
        return new Failure(kind, detail, field, all);
    }
}
