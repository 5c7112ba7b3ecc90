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
        long[] left = {most == 0 ? Long.MAX_VALUE : most};
        traffic.whenEnded(() -> {
            long now = traffic.clock().nanos();
            if (now < endNanos && --left[0] > 0) {
                traffic.send(now);
            }
        });
        traffic.send(traffic.clock().nanos());
        traffic.awaitNone(endNanos);
    }
}
