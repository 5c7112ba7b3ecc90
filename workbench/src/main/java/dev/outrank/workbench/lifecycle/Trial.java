package dev.outrank.workbench.lifecycle;

import dev.outrank.workbench.checked.Played;

/** One promise of the lifecycle, put to the test under load. It leaves the services running, and some version active. */
interface Trial {

    /** Returns the name on the command line. */
    String name();

    /** Returns what is done, in a few words. */
    String what();

    /** Does it. */
    Played play(Ground ground) throws InterruptedException;
}
