package dev.outrank.workbench.checked;

import java.util.List;

/**
 * What came of a scene.
 *
 * @param phases in order
 * @param promises in order
 */
public record Played(List<Figures> phases, List<Promise> promises) {

    public Played {
        phases = List.copyOf(phases);
        promises = List.copyOf(promises);
    }

    /** Returns what a scene is that could not be played to its end. */
    public static Played broken(RuntimeException failure) {
        return new Played(
                List.of(), List.of(new Promise("the scene can be played", Promise.Kind.ANSWERS, failure + "", false)));
    }
}
