package dev.outrank.ranking.observe;

import dev.outrank.registry.report.TrafficReport;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The traffic of every version that is loaded. One that is registered anew under its old name goes on counting where the old one was. Thread-safe. */
public final class TrafficCounts {

    private record Name(String model, String version) implements Comparable<Name> {

        @Override
        public int compareTo(Name other) {
            int byModel = model.compareTo(other.model);
            return byModel == 0 ? version.compareTo(other.version) : byModel;
        }
    }

    private record Owned(VersionTraffic traffic, int owners) {}

    private final Map<Name, Owned> versions = new TreeMap<>();

    /** Returns the counts of a version for one more owner; each calls {@link #release} once. */
    synchronized VersionTraffic own(String model, String version) {
        return versions.compute(
                        new Name(model, version),
                        (name, owned) -> owned == null
                                ? new Owned(new VersionTraffic(), 1)
                                : new Owned(owned.traffic(), owned.owners() + 1))
                .traffic();
    }

    /** Forgets the counts of a version when its last owner releases them. */
    synchronized void release(String model, String version) {
        versions.computeIfPresent(
                new Name(model, version),
                (name, owned) -> owned.owners() == 1 ? null : new Owned(owned.traffic(), owned.owners() - 1));
    }

    /** Returns how the requests of each version went so far. */
    public synchronized List<TrafficReport> reports() {
        return versions.entrySet().stream()
                .map(entry -> entry.getValue()
                        .traffic()
                        .report(entry.getKey().model(), entry.getKey().version()))
                .toList();
    }
}
