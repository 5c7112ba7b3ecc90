package dev.outrank.workbench.checked;

/**
 * What a reply is worth.
 *
 * @param verdict what it is
 * @param kind as in {@link Outcome}
 * @param message what was answered; empty where it is exact or degraded
 */
public record Grade(Verdict verdict, String kind, String message) {

    public static Grade good(Verdict verdict) {
        return new Grade(verdict, "", "");
    }
}
