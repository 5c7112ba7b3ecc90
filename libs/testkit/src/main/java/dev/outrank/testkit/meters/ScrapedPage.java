package dev.outrank.testkit.meters;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a service answered at {@code /actuator/prometheus}, held against what it documents. */
public final class ScrapedPage {

    private static final Pattern SAMPLE = Pattern.compile("^(outrank_[a-z0-9_]+)(?:\\{(.*)})? ", Pattern.MULTILINE);
    private static final Pattern LABEL = Pattern.compile("([a-zA-Z_]+)=\"(?:[^\"\\\\]|\\\\.)*\"");

    /** What is appended to the names of the samples of a timer or summary. */
    private static final Set<String> SUFFIXES = Set.of("", "_bucket", "_count", "_sum", "_max");

    /** The labels of all samples of each name. */
    private final Map<String, Set<Set<String>>> labels = new LinkedHashMap<>();

    /** Reads a page in Prometheus' text format; only samples of ours are kept. */
    public ScrapedPage(String text) {
        Matcher sample = SAMPLE.matcher(text);
        while (sample.find()) {
            String list = sample.group(2) == null ? "" : sample.group(2);
            Set<String> keys =
                    LABEL.matcher(list).results().map(label -> label.group(1)).collect(Collectors.toSet());
            keys.remove("le");
            labels.computeIfAbsent(sample.group(1), name -> new LinkedHashSet<>())
                    .add(keys);
        }
    }

    /**
     * Fails where a meter is missing, has other tags than are documented, or is not documented.
     *
     * @param meters all that the service documents
     * @param common the keys of the tags that all of its meters have
     * @param lazy dotted names of meters that may be missing, since nothing has happened yet that they measure
     */
    public void requireDocumented(Collection<MeterRow> meters, Set<String> common, Set<String> lazy) {
        List<String> faults = new ArrayList<>();
        Set<String> unexplained = new TreeSet<>(labels.keySet());
        for (MeterRow meter : meters) {
            Set<String> names = SUFFIXES.stream()
                    .map(suffix -> meter.prometheusName() + suffix)
                    .filter(labels::containsKey)
                    .collect(Collectors.toCollection(TreeSet::new));
            if (names.isEmpty() && !lazy.contains(meter.name())) {
                faults.add(meter.prometheusName() + ": missing (expected: a sample)");
            }
            names.forEach(name -> faults.addAll(otherLabels(name, meter, common)));
            unexplained.removeAll(names);
        }
        unexplained.forEach(name -> faults.add(name + ": not documented"));
        if (!faults.isEmpty()) {
            throw new AssertionError(String.join("\n", faults));
        }
    }

    private List<String> otherLabels(String name, MeterRow meter, Set<String> common) {
        Set<String> expected = new TreeSet<>(common);
        expected.addAll(meter.tags());
        return labels.getOrDefault(name, Set.of()).stream()
                .filter(keys -> !keys.equals(expected))
                .map(keys -> name + ": tags " + new TreeSet<>(keys) + " (expected: " + expected + ")")
                .toList();
    }
}
