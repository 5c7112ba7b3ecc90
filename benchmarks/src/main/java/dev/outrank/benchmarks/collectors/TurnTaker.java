package dev.outrank.benchmarks.collectors;

import dev.outrank.workbench.replay.Load;
import java.time.Duration;

/** A service that is measured. */
interface TurnTaker extends AutoCloseable {

    /**
     * Asks it for a while.
     *
     * @throws dev.outrank.bundle.failure.DependencyException if an answer is wrong or missing, or the service has ended
     */
    CollectorTurn turn(Load load, Duration time) throws InterruptedException;

    /** Returns the bytes of its pages that are in memory, those of the tables that it shares too. */
    long residentBytes();

    @Override
    void close();
}
