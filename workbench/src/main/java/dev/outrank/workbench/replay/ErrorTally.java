package dev.outrank.workbench.replay;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/** Counts failures by kind, and keeps the first message of each. Thread-safe. */
final class ErrorTally {

    private final Map<String, ReplayError> byKind = new ConcurrentSkipListMap<>();

    void add(String kind, String message) {
        byKind.merge(
                kind,
                new ReplayError(kind, 1, message),
                (known, _) -> new ReplayError(kind, known.count() + 1, known.first()));
    }

    List<ReplayError> all() {
        return List.copyOf(byKind.values());
    }

    long total() {
        return byKind.values().stream().mapToLong(ReplayError::count).sum();
    }
}
