package dev.outrank.workbench.checked;

import java.util.Locale;

/**
 * A promise and whether it was kept.
 *
 * @param promise what was promised, with its limit
 * @param kind what it is about
 * @param found what was found
 * @param kept whether that is what was promised
 */
public record Promise(String promise, Kind kind, String found, boolean kept) {

    /** What promises are about. */
    public enum Kind {
        /** What is answered: holds on any machine, however busy. */
        ANSWERS,
        /** How long it takes, and how much is done: others on the machine matter. */
        TIMES,
        /** Memory, threads, and what is under way. */
        RESOURCES
    }

    /** Returns the promise that none of some is bad. */
    public static Promise none(String promise, long count, long of, String oddities) {
        String found = String.format(Locale.ROOT, "%,d of %,d", count, of) + (count == 0 ? "" : ": " + oddities);
        return new Promise(promise, Kind.ANSWERS, found, count == 0 && of > 0);
    }

    /** Returns the promise that all of some are as they should be. */
    public static Promise all(String promise, long count, long of, String oddities) {
        String found =
                String.format(Locale.ROOT, "%,d of %,d", count, of) + (oddities.isEmpty() ? "" : ": " + oddities);
        return new Promise(promise, Kind.ANSWERS, found, count == of && of > 0);
    }

    /** Returns the promise that P99 is at most so many times another's. */
    public static Promise p99(String promise, double millis, double normalMillis, double atMost) {
        double ratio = normalMillis == 0 ? Double.POSITIVE_INFINITY : millis / normalMillis;
        return new Promise(
                promise,
                Kind.TIMES,
                String.format(Locale.ROOT, "%.2f ms over %.2f ms = %.2f", millis, normalMillis, ratio),
                millis > 0 && ratio <= atMost);
    }
}
