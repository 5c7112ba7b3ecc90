package dev.outrank.workbench.demo;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code Server-Timing} headers: {@code decode;dur=0.214, shard.pool;dur=1.020}. */
final class ServerTiming {

    private static final Pattern METRIC = Pattern.compile("([A-Za-z0-9_.-]+)\\s*;\\s*dur=([0-9.]+)");

    private ServerTiming() {}

    /** Returns milliseconds by stage; metrics without a duration are left out. */
    static Map<String, Double> parse(List<String> headers) {
        Map<String, Double> stages = new LinkedHashMap<>();
        for (String header : headers) {
            Matcher metric = METRIC.matcher(header);
            while (metric.find()) {
                stages.put(metric.group(1), Double.parseDouble(metric.group(2)));
            }
        }
        return stages;
    }
}
