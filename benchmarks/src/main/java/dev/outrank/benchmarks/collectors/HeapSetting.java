package dev.outrank.benchmarks.collectors;

import dev.outrank.bundle.failure.CallerException;
import dev.outrank.workbench.stack.Collector;
import dev.outrank.workbench.stack.JvmHeap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A heap that is measured.
 *
 * @param label as the command line has it, such as {@code serial:768m}
 * @param heap without a log
 */
record HeapSetting(String label, JvmHeap heap) {

    private static final Pattern FORM = Pattern.compile("(serial|parallel|g1|zgc):(\\d{1,6})([mg])");
    private static final int MEGABYTES_PER_GIGABYTE = 1024;

    /**
     * Reads settings, each of another label.
     *
     * @throws CallerException if there is none, or one is unreadable or there twice
     */
    static List<HeapSetting> parse(List<String> texts) {
        if (texts.isEmpty()) {
            throw new CallerException("--settings: none (expected: at least one, such as serial:768m)");
        }
        Set<HeapSetting> seen = new HashSet<>();
        List<HeapSetting> settings = texts.stream().map(HeapSetting::parse).toList();
        for (HeapSetting setting : settings) {
            if (!seen.add(setting)) {
                throw new CallerException("--settings: '" + setting.label() + "' twice (expected: once each)");
            }
        }
        return settings;
    }

    private static HeapSetting parse(String text) {
        String label = text.strip().toLowerCase(Locale.ROOT);
        Matcher form = FORM.matcher(label);
        if (!form.matches()) {
            throw new CallerException("--settings: '" + text
                    + "' (expected: serial, parallel, g1 or zgc, and a heap, such as serial:768m or zgc:1g)");
        }
        Collector collector = Collector.valueOf(form.group(1).toUpperCase(Locale.ROOT));
        int number = Integer.parseInt(form.group(2));
        return new HeapSetting(
                label, JvmHeap.of(collector, form.group(3).equals("g") ? number * MEGABYTES_PER_GIGABYTE : number));
    }

    /** Returns a name for files. */
    String fileName() {
        return label.replace(':', '-');
    }
}
