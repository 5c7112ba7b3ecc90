package dev.outrank.config.rollout;

import dev.outrank.registry.report.TrafficReport;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What happened to one version's requests since the evidence was begun, over all instances: the sum of how their counts grew.
 *
 * <p>An instance that is seen for the first time begins at what it reports, because that may be older than the evidence. Any count that is
 * lower than before tells that the instance was started again: then all that it reports is new. An instance that is gone keeps what it
 * added, and adds to it if it comes back. Not thread-safe.
 */
final class TrafficEvidence {

    private final Map<String, TrafficCounts> latest = new HashMap<>();
    private TrafficCounts sum = TrafficCounts.NONE;

    /**
     * Takes what an instance reports at present.
     *
     * @param report its counts since its process began; null where it has none of this version yet, which is a beginning at 0
     */
    void observe(String instance, @Nullable TrafficReport report) {
        TrafficCounts now = report == null ? TrafficCounts.NONE : TrafficCounts.of(report);
        TrafficCounts before = latest.put(instance, now);
        if (before != null) {
            sum = sum.plus(now.since(before));
        }
    }

    /** Returns the sum until now, and begins at 0. */
    TrafficCounts restart() {
        TrafficCounts until = sum;
        sum = TrafficCounts.NONE;
        return until;
    }

    /** Returns the sum until now. */
    TrafficCounts sum() {
        return sum;
    }
}
