package dev.outrank.workbench.replay;

/**
 * Failures of one kind.
 *
 * @param kind a word or two, for example {@code status-503}, {@code timeout} or {@code wrong-scores}
 * @param count how many
 * @param first the message of the first one
 */
public record ReplayError(String kind, long count, String first) {}
