package dev.outrank.benchmarks.collectors;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a part of a JVM's log with {@code -Xlog:gc,safepoint} says.
 *
 * @param collections their numbers; those that began before and ended in it are in, too
 * @param pauseMillis how long the program stood still for a collector each time, from the call to stop to the last thread's start; and how long threads waited for ZGC to
 *     find them memory
 */
record CollectionEvents(Set<Long> collections, List<Double> pauseMillis) {

    private static final double NANOS_PER_MILLI = 1e6;
    private static final String STOP = "Safepoint \"";

    private static final Pattern LINE = Pattern.compile("\\[[0-9.,]+s] (?:GC\\((?<collection>\\d+)\\) .*"
            + "|Safepoint \"(?<operation>\\w+)\", .*\\bTotal: (?<nanos>\\d+) ns\\b.*"
            + "|Allocation Stall \\(.*\\) (?<stall>[0-9.]+)ms)");

    /** Of all that stops a JVM; others are deoptimizations, dumps of threads and the like. */
    private static final Pattern OF_COLLECTOR = Pattern.compile("\\w*Collect\\w*|G1\\w+|Z\\w+");

    CollectionEvents {
        collections = Set.copyOf(collections);
        pauseMillis = List.copyOf(pauseMillis);
    }

    /**
     * Reads lines, each with the JVM's uptime in front.
     *
     * @throws IllegalStateException if one tells of a stop in another form than JDK 25 does
     */
    static CollectionEvents parse(List<String> lines) {
        Set<Long> collections = new HashSet<>();
        List<Double> pauses = new ArrayList<>();
        for (String line : lines) {
            Matcher form = LINE.matcher(line);
            if (form.matches()) {
                add(form, collections, pauses);
            } else if (line.contains(STOP)) {
                throw new IllegalStateException("log: " + line + " (expected: a stop with 'Total: N ns')");
            }
        }
        return new CollectionEvents(collections, pauses);
    }

    private static void add(Matcher form, Set<Long> collections, List<Double> pauses) {
        String operation = form.group("operation");
        if (form.group("collection") != null) {
            collections.add(Long.parseLong(form.group("collection")));
        } else if (form.group("stall") != null) {
            pauses.add(Double.parseDouble(form.group("stall")));
        } else if (OF_COLLECTOR.matcher(operation).matches()) {
            pauses.add(Long.parseLong(form.group("nanos")) / NANOS_PER_MILLI);
        }
    }
}
