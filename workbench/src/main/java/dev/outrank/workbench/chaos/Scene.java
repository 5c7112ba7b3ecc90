package dev.outrank.workbench.chaos;

import dev.outrank.workbench.checked.Played;

/** One fault under load. It leaves the stack as it likes: whoever plays it starts again what is gone, and heals every proxy. */
interface Scene {

    /** Returns the name on the command line. */
    String name();

    /** Returns what is done, in a few words. */
    String fault();

    /** Does it. */
    Played play(Stage stage) throws InterruptedException;
}
