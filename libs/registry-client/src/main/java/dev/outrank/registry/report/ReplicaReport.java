package dev.outrank.registry.report;

import dev.outrank.registry.Required;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What one instance of a service says of itself.
 *
 * @param service which service it is of
 * @param shard the shard that it serves; null for ranking
 * @param singular whether it is a ranking that holds all tables itself and asks no shard
 * @param revision of the registry's snapshot that was applied last; 0 before the first
 * @param versions what it has of the versions it knows
 * @param memory how much room it has; null where it does not know
 * @param traffic how the requests of each loaded version went since the process began; empty for embedding
 */
public record ReplicaReport(
        ServiceRole service,
        @Nullable Integer shard,
        boolean singular,
        long revision,
        List<VersionReport> versions,
        @Nullable MemoryReport memory,
        List<TrafficReport> traffic) {

    public ReplicaReport {
        Required.present("service", service);
        if ((service == ServiceRole.EMBEDDING) != (shard != null)) {
            throw new IllegalArgumentException(
                    "shard: " + shard + " of " + service + " (expected: a shard for EMBEDDING, none for RANKING)");
        }
        if (shard != null) {
            Required.notNegative("shard", shard);
        }
        if (singular && service == ServiceRole.EMBEDDING) {
            throw new IllegalArgumentException("singular: true of EMBEDDING (expected: of RANKING only)");
        }
        Required.notNegative("revision", revision);
        versions = distinct("versions", versions, VersionReport::model, VersionReport::version);
        traffic = distinct("traffic", traffic, TrafficReport::model, TrafficReport::version);
    }

    private static <T> List<T> distinct(
            String field, @Nullable List<T> entries, Function<T, String> model, Function<T, String> version) {
        if (entries == null) {
            return List.of();
        }
        Set<List<String>> seen = new HashSet<>();
        for (int i = 0; i < entries.size(); i++) {
            T entry = Required.present(field + "[" + i + "]", entries.get(i));
            if (!seen.add(List.of(model.apply(entry), version.apply(entry)))) {
                throw new IllegalArgumentException(field + "[" + i + "].version: '" + version.apply(entry) + "' of '"
                        + model.apply(entry) + "' occurs twice (expected: distinct versions)");
            }
        }
        return List.copyOf(entries);
    }
}
