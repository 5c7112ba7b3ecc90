package dev.outrank.workbench.checked;

/**
 * The end of a request.
 *
 * @param dueNanos when it should have been sent, by {@link System#nanoTime}
 * @param latencyNanos from then to its end
 * @param verdict what became of it
 * @param kind a few words, the same for all of its kind; empty where it is exact or degraded
 * @param message what was answered, for the first of its kind
 */
public record Outcome(long dueNanos, long latencyNanos, Verdict verdict, String kind, String message) {}
