package dev.outrank.gateway.timing;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads in ranking's {@code Server-Timing} what it took in all: {@code …, total;dur=1.234} in milliseconds. */
final class RankingTotal {

    private static final String ENTRY = "total;dur=";

    private static final double NANOS_PER_MILLI = Duration.ofMillis(1).toNanos();

    private RankingTotal() {}

    /** Returns nanoseconds; null where there is no such entry, or it cannot be read. */
    static @Nullable Long nanos(List<String> values) {
        for (String value : values) {
            int entry = value.lastIndexOf(ENTRY);
            if (entry == 0 || (entry > 0 && " ,\t".indexOf(value.charAt(entry - 1)) >= 0)) {
                return nanos(value, entry + ENTRY.length());
            }
        }
        return null;
    }

    private static @Nullable Long nanos(String value, int from) {
        int to = from;
        while (to < value.length() && ",; \t".indexOf(value.charAt(to)) < 0) {
            to++;
        }
        try {
            double nanos = Double.parseDouble(value.substring(from, to)) * NANOS_PER_MILLI;
            return nanos >= 0 ? Math.round(nanos) : null;
        } catch (NumberFormatException _) {
            return null;
        }
    }
}
