package dev.outrank.workbench.lifecycle;

import dev.outrank.bundle.failure.CallerException;
import dev.outrank.workbench.checked.SceneReport;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A run of all trials ({@code docs/format/lifecycle.md}).
 *
 * @param formatVersion {@link #FORMAT_VERSION}
 * @param versions of what ran
 * @param settings of the run, for people
 * @param rate of the load, requests a second
 * @param trials in order
 */
public record LifecycleReport(
        int formatVersion,
        Map<String, String> versions,
        Map<String, String> settings,
        double rate,
        List<SceneReport> trials) {

    /** The only version of the format so far. */
    public static final int FORMAT_VERSION = 1;

    public LifecycleReport {
        if (formatVersion != FORMAT_VERSION) {
            throw new CallerException("formatVersion: " + formatVersion + " (expected: " + FORMAT_VERSION + ")");
        }
        versions = new TreeMap<>(versions);
        settings = new TreeMap<>(settings);
        trials = List.copyOf(trials);
    }

    /** Returns whether every promise of every trial was kept. */
    boolean isKept() {
        return !trials.isEmpty() && trials.stream().allMatch(SceneReport::keptAll);
    }
}
