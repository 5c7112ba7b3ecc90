package dev.outrank.workbench.replay;

import java.util.Map;
import java.util.TreeMap;

/** Adds up the stages of {@code Server-Timing} headers: {@code decode;dur=0.214, shard.pool;dur=1.020}. Not thread-safe. */
final class StageTotals {

    /** What the stages add up to. */
    private static final String TOTAL = "total";

    private static final class Sum {
        private double millis;
    }

    private final Map<String, Sum> sums = new TreeMap<>();
    private long answers;

    /** Counts one answer; metrics without a duration are left out, and so is the total. */
    void add(String serverTiming) {
        answers++;
        int from = 0;
        while (from < serverTiming.length()) {
            int comma = serverTiming.indexOf(',', from);
            int end = comma < 0 ? serverTiming.length() : comma;
            addMetric(serverTiming, from, end);
            from = end + 1;
        }
    }

    private void addMetric(String header, int from, int end) {
        int name = header.indexOf(';', from);
        int value = header.indexOf("dur=", from);
        if (name < 0 || value < 0 || name >= end || value >= end) {
            return;
        }
        try {
            double millis = Double.parseDouble(
                    header.substring(value + "dur=".length(), end).strip());
            String stage = header.substring(from, name).strip();
            if (!stage.equals(TOTAL)) {
                sums.computeIfAbsent(stage, _ -> new Sum()).millis += millis;
            }
        } catch (NumberFormatException e) {
            // Not a stage of ours.
            return;
        }
    }

    /** Returns the mean milliseconds of each stage over all answers. */
    Map<String, Double> meanMillis() {
        Map<String, Double> means = new TreeMap<>();
        sums.forEach((stage, sum) -> means.put(stage, sum.millis / answers));
        return means;
    }
}
