package dev.outrank.workbench.chaos;

/**
 * What a reply is worth.
 *
 * @param verdict what it is
 * @param kind as in {@link Outcome}
 * @param message what was answered; empty where it is exact or degraded
 */
record Grade(Verdict verdict, String kind, String message) {

    static Grade good(Verdict verdict) {
        return new Grade(verdict, "", "");
    }
}
