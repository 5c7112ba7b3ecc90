package dev.outrank.workbench.comparison;

import dev.outrank.workbench.text.ByteCount;
import dev.outrank.workbench.text.Numbers;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Says what was compared, in order: a name and a sentence each. */
final class InputLines {

    private static final int PERCENT = 100;

    private InputLines() {}

    static Map<String, String> of(ComparisonInputs inputs) {
        Map<String, String> lines = new LinkedHashMap<>();
        lines.put(
                "Model",
                inputs.model() + ", " + inputs.source() + ": " + Numbers.grouped(inputs.tables()) + " tables, "
                        + ByteCount.text(inputs.tableBytes()));
        lines.put("Profile", inputs.profile());
        lines.put("Calibration", inputs.calibration());
        lines.put(
                "Rate",
                String.format(Locale.ROOT, "%,.1f requests a second: %s", inputs.requestsPerSecond(), inputs.rate()));
        lines.put("Processes", processes(inputs));
        Long limit = inputs.maxShardBytes();
        if (limit != null) {
            lines.put("Limit", ByteCount.text(limit) + " a shard");
        }
        return lines;
    }

    private static String processes(ComparisonInputs inputs) {
        Double utilisation = inputs.utilisation();
        String sizing = utilisation == null
                ? ", replicas as given"
                : ", as many replicas as keep them below " + Math.round(PERCENT * utilisation)
                        + " % of the time at work";
        return inputs.coresPerProcess() + " cores each, " + ByteCount.text(inputs.processBytes())
                + " besides their tables" + sizing
                + String.format(Locale.ROOT, "; network round trip %.1f us", inputs.roundTripMicros());
    }
}
