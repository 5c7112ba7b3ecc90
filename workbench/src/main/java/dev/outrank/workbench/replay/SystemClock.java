package dev.outrank.workbench.replay;

import java.util.concurrent.locks.LockSupport;

/** {@link System#nanoTime}. Waits asleep, and awake for the last moments: a sleeping thread comes back late by as much. */
final class SystemClock implements NanoClock {

    /** Linux wakes threads up to 50 µs late by default (timer slack), and a little later on a busy processor. */
    private static final long AWAKE_NANOS = 60_000;

    @Override
    public long nanos() {
        return System.nanoTime();
    }

    @Override
    public void awaitUntil(long nanos) throws InterruptedException {
        for (long left = nanos - nanos(); left > 0; left = nanos - nanos()) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            if (left > AWAKE_NANOS) {
                LockSupport.parkNanos(this, left - AWAKE_NANOS);
            } else {
                Thread.onSpinWait();
            }
        }
    }
}
