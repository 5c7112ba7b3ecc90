package dev.outrank.workbench.chaos;

import java.util.List;

/** One fault under load. It leaves the stack as it likes: whoever plays it starts again what is gone, and heals every proxy. */
interface Scene {

    /** Returns the name on the command line. */
    String name();

    /** Returns what is done, in a few words. */
    String fault();

    /** Does it. */
    Played play(Stage stage) throws InterruptedException;

    /**
     * What came of it.
     *
     * @param phases in order
     * @param promises in order
     */
    record Played(List<Figures> phases, List<Promise> promises) {

        public Played {
            phases = List.copyOf(phases);
            promises = List.copyOf(promises);
        }
    }
}
