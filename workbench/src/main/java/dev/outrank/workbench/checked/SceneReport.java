package dev.outrank.workbench.checked;

import java.util.List;

/**
 * What a scene showed.
 *
 * @param scene its name
 * @param fault what was done
 * @param seconds how long all of it took
 * @param phases in order
 * @param promises in order
 */
public record SceneReport(String scene, String fault, double seconds, List<Figures> phases, List<Promise> promises) {

    public SceneReport {
        phases = List.copyOf(phases);
        promises = List.copyOf(promises);
    }

    /** Returns whether every promise was kept, and there was one. */
    public boolean keptAll() {
        return !promises.isEmpty() && promises.stream().allMatch(Promise::kept);
    }
}
