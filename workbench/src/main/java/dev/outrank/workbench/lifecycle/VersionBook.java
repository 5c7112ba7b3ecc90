package dev.outrank.workbench.lifecycle;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Which package each version has, and which versions answered. Thread-safe. */
final class VersionBook {

    private final Map<String, Contents> packages = new ConcurrentHashMap<>();
    private final Set<String> answered = ConcurrentHashMap.newKeySet();
    private final AtomicInteger last = new AtomicInteger();

    /** Notes that a version has a package: before any service hears of it. */
    void note(String version, Contents contents) {
        packages.put(version, contents);
    }

    /** Returns a fresh name for a version of a package. */
    String next(Contents contents) {
        String version = contents.name() + "-" + last.incrementAndGet();
        note(version, contents);
        return version;
    }

    /** Returns the package of a version; null where there is no such version. Notes that it answered. */
    @Nullable
    Contents answeredBy(String version) {
        answered.add(version);
        return packages.get(version);
    }

    /** Forgets who answered. */
    void forgetAnswers() {
        answered.clear();
    }

    /** Returns which versions have answered since. */
    Set<String> answered() {
        return new TreeSet<>(answered);
    }
}
