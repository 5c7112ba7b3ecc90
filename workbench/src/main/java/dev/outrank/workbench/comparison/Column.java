package dev.outrank.workbench.comparison;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The columns of a comparison besides strategy and shards, with their units, as text and page show them. */
enum Column {
    BYTES("bytes max/mean", 3),
    LOOKUPS("lookups max/mean", 3),
    CALLS("RPCs", 2),
    WIRE("wire kB", 1),
    P50("P50 ms", 3),
    P99("P99 ms", 3),
    CPU("CPU ms", 3),
    UTILISATION("busiest %", 1),
    RANKING("ranking", 0),
    PROCESSES("processes", 0),
    MEMORY("memory GB", 3);

    private static final double THOUSAND = 1e3;
    private static final double BYTES_PER_GB = 1e9;
    private static final double PERCENT = 100;

    private final String title;
    private final int digits;

    Column(String title, int digits) {
        this.title = title;
        this.digits = digits;
    }

    private @Nullable Double value(ComparisonFigures figures) {
        return switch (this) {
            case BYTES -> figures.bytesMaxOverMean();
            case LOOKUPS -> figures.lookupsMaxOverMean();
            case CALLS -> figures.callsPerRequest();
            case WIRE -> (double) figures.wireBytesPerRequest() / THOUSAND;
            case P50 -> millis(figures.p50Micros());
            case P99 -> millis(figures.p99Micros());
            case CPU -> millis(figures.cpuMicros());
            case UTILISATION -> PERCENT * figures.utilisation();
            case RANKING -> (double) figures.rankingReplicas();
            case PROCESSES -> (double) figures.processes();
            case MEMORY -> (double) figures.memoryBytes() / BYTES_PER_GB;
        };
    }

    String title() {
        return title;
    }

    /** Returns the number, {@code -} where there is none, {@code never} where a queue never settles. */
    String cell(ComparisonRow row) {
        ComparisonFigures figures = row.figures();
        if (figures == null) {
            return "-";
        }
        Double number = value(figures);
        return number == null ? "never" : String.format(Locale.ROOT, "%,." + digits + "f", number);
    }

    private static @Nullable Double millis(@Nullable Double micros) {
        return micros == null ? null : micros / THOUSAND;
    }
}
