package dev.outrank.workbench.comparison;

import dev.outrank.workbench.text.ByteCount;
import dev.outrank.workbench.text.Numbers;
import dev.outrank.workbench.text.TimeSpan;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Says what was compared, in order: a name and a sentence each. */
public final class InputLines {

    private static final int PERCENT = 100;
    private static final double NANOS_PER_MICRO = 1e3;

    private InputLines() {}

    /** Returns the sentences by name, in order. */
    public static Map<String, String> of(ComparisonInputs inputs) {
        Map<String, String> lines = new LinkedHashMap<>();
        lines.put(
                "Model",
                inputs.model() + ", " + inputs.source() + ": " + Numbers.grouped(inputs.tables()) + " tables, "
                        + ByteCount.text(inputs.tableBytes()));
        lines.put("Profile", inputs.profile());
        lines.put("Calibration", inputs.calibration());
        lines.put(
                "Served at",
                String.format(Locale.ROOT, "%,.1f requests a second: %s", inputs.requestsPerSecond(), inputs.rate()));
        lines.put("Processes", processes(inputs));
        lines.put("Replicas", replicas(inputs));
        Long limit = inputs.maxShardBytes();
        if (limit != null) {
            lines.put("Limit", ByteCount.text(limit) + " a shard");
        }
        return lines;
    }

    private static String processes(ComparisonInputs inputs) {
        return inputs.coresPerProcess() + " cores, " + ByteCount.text(inputs.processBytes())
                + " besides their tables; round trip " + TimeSpan.text(inputs.roundTripMicros() * NANOS_PER_MICRO);
    }

    private static String replicas(ComparisonInputs inputs) {
        String sized = "so many that their cores work at most " + Math.round(PERCENT * inputs.utilisation())
                + " % of the time";
        return inputs.shardsSized() ? sized : "of ranking " + sized + ", of shards as given";
    }
}
