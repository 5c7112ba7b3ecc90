package dev.outrank.config.registry.http;

import dev.outrank.config.report.LiveReplica;
import dev.outrank.registry.report.ReplicaReport;
import java.util.List;

/** The body that lists the live instances. */
record ReplicaList(List<Entry> replicas) {

    /**
     * An instance.
     *
     * @param ageMillis how long ago it reported
     */
    record Entry(String instance, long ageMillis, ReplicaReport report) {}

    static ReplicaList of(List<LiveReplica> live) {
        return new ReplicaList(live.stream()
                .map(replica ->
                        new Entry(replica.instance(), Math.max(0, replica.age().toMillis()), replica.report()))
                .toList());
    }
}
