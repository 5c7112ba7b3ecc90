package dev.outrank.testkit.meters;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One meter as a service documents it.
 *
 * @param name in dotted form
 * @param kind {@code timer}, {@code counter}, {@code gauge} or {@code summary}
 * @param unit in the plural
 * @param tags keys, in order
 * @param description one line
 */
public record MeterRow(String name, String kind, String unit, List<String> tags, String description) {

    private static final Set<String> KINDS = Set.of("timer", "counter", "gauge", "summary");

    public MeterRow {
        kind = kind.toLowerCase(Locale.ROOT);
        tags = List.copyOf(tags);
        if (!KINDS.contains(kind)) {
            throw new IllegalArgumentException("kind: " + kind + " of " + name + " (expected: one of " + KINDS + ")");
        }
        if (description.isBlank() || description.endsWith(".") || description.contains("\n")) {
            throw new IllegalArgumentException("description: '" + description + "' of " + name
                    + " (expected: one line without a full stop at its end)");
        }
    }

    /** Returns the name of its family at Prometheus: a timer's series append {@code _bucket}, {@code _count} and {@code _sum}. */
    public String prometheusName() {
        String base = name.replace('.', '_');
        boolean named = unit.equals("seconds") || unit.equals("bytes");
        String withUnit = named && !base.endsWith("_" + unit) ? base + "_" + unit : base;
        return kind.equals("counter") ? withUnit + "_total" : withUnit;
    }

    /** Returns its line of the table. */
    String line() {
        String keys = tags.stream().map(tag -> "`" + tag + "`").collect(Collectors.joining(", "));
        return "| `" + prometheusName() + "` | " + kind + " | " + unit + " | " + keys + " | "
                + description.replace("|", "\\|") + " |";
    }
}
