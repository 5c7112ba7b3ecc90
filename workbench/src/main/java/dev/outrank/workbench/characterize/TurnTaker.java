package dev.outrank.workbench.characterize;

import dev.outrank.workbench.replay.Load;
import dev.outrank.workbench.replay.RunLength;

/** Who can be measured for a while. */
@FunctionalInterface
interface TurnTaker {

    /**
     * Sends requests for a while and returns what was measured.
     *
     * @throws dev.outrank.bundle.failure.DependencyException if an answer is wrong or missing
     */
    Turn turn(Load load, RunLength length) throws InterruptedException;
}
