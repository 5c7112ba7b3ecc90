package dev.outrank.config.registry.http;

import dev.outrank.registry.report.ReplicaReport;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Which reports say something that was not said before, traffic and memory apart. Thread-safe. */
final class ReportNews {

    /** A limit against callers that make up names; beyond it everything is news. */
    private static final int MOST = 10_000;

    private final Map<String, ReplicaReport> last = new ConcurrentHashMap<>();

    /** Returns whether an instance says something else than the last time. */
    boolean isNews(String instance, ReplicaReport report) {
        ReplicaReport relevant = new ReplicaReport(
                report.service(),
                report.shard(),
                report.singular(),
                report.revision(),
                report.versions(),
                null,
                List.of());
        if (last.size() >= MOST) {
            last.clear();
        }
        return !relevant.equals(last.put(instance, relevant));
    }

    void forget(String instance) {
        last.remove(instance);
    }
}
