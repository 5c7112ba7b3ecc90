package dev.outrank.workbench.chaos;

import dev.outrank.bundle.failure.CallerException;
import dev.outrank.workbench.checked.SceneReport;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A run of all scenes ({@code docs/format/chaos.md}).
 *
 * @param formatVersion {@link #FORMAT_VERSION}
 * @param versions of what ran
 * @param settings of the run, for people
 * @param capacity exact answers a second when requests are sent as fast as they are answered
 * @param rate of the usual load, requests a second
 * @param scenes in order
 */
public record ChaosReport(
        int formatVersion,
        Map<String, String> versions,
        Map<String, String> settings,
        double capacity,
        double rate,
        List<SceneReport> scenes) {

    /** The only version of the format so far. */
    public static final int FORMAT_VERSION = 1;

    public ChaosReport {
        if (formatVersion != FORMAT_VERSION) {
            throw new CallerException("formatVersion: " + formatVersion + " (expected: " + FORMAT_VERSION + ")");
        }
        versions = new TreeMap<>(versions);
        settings = new TreeMap<>(settings);
        scenes = List.copyOf(scenes);
    }

    /** Returns whether every promise of every scene was kept. */
    boolean isKept() {
        return !scenes.isEmpty() && scenes.stream().allMatch(SceneReport::keptAll);
    }

    /** Returns how many promises there are. */
    long promises() {
        return scenes.stream().mapToLong(scene -> scene.promises().size()).sum();
    }

    /** Returns how many were broken. */
    long broken() {
        return scenes.stream()
                .flatMap(scene -> scene.promises().stream())
                .filter(promise -> !promise.kept())
                .count();
    }
}
