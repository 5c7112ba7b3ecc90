package dev.outrank.workbench.replay;

/** Sends requests when they are due. */
final class Pacing {

    private Pacing() {}

    /** Sends each request at its time, or at once where that is past; returns when the next would be due at the end or later. */
    static void openLoop(Traffic traffic, Schedule schedule, long beginNanos, long endNanos)
            throws InterruptedException {
        for (long due = beginNanos + schedule.next(); due < endNanos; due = beginNanos + schedule.next()) {
            traffic.clock().awaitUntil(due);
            traffic.send(due);
        }
    }

    /**
     * Sends each request when the one before has ended: on the thread that hears of it, so that nothing lies in between.
     *
     * @param most how many; 0 for as many as the time allows
     */
    static void serial(Traffic traffic, long most, long endNanos) throws InterruptedException {
        closed(traffic, 1, most, endNanos);
    }

    /** Keeps so many requests on their way, in the same manner. */
    static void closed(Traffic traffic, int inFlight, long most, long endNanos) throws InterruptedException {
        long[] left = {most == 0 ? Long.MAX_VALUE : most};
        Object oneAtATime = new Object();
        Runnable next = () -> {
            synchronized (oneAtATime) {
                long now = traffic.clock().nanos();
                if (now < endNanos && left[0]-- > 0) {
                    traffic.send(now);
                }
            }
        };
        traffic.whenEnded(next);
        for (int i = 0; i < inFlight; i++) {
            next.run();
        }
        traffic.awaitNone(endNanos);
    }
}
