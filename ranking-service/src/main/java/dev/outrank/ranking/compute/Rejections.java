package dev.outrank.ranking.compute;

import dev.outrank.lookup.Priority;
import dev.outrank.ranking.observe.RankingMetric;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** Counts the requests that one limit refused, by their priority. Thread-safe. */
public final class Rejections {

    private final Map<Priority, Counter> counters = new EnumMap<>(Priority.class);

    /** Registers the counters of a limit. */
    public Rejections(String limit, MeterRegistry registry) {
        for (Priority priority : Priority.values()) {
            counters.put(
                    priority,
                    RankingMetric.REJECTED
                            .counter()
                            .tag("limit", limit)
                            .tag("priority", priority.name().toLowerCase(Locale.ROOT))
                            .register(registry));
        }
    }

    /** Counts one request. */
    public void count(Priority priority) {
        Counter counter = counters.get(priority);
        if (counter != null) {
            counter.increment();
        }
    }
}
