package dev.outrank.workbench.checked;

/**
 * Outcomes that are neither exact nor degraded, of one kind.
 *
 * @param verdict what they are
 * @param kind a few words
 * @param count how many
 * @param first what the first said
 */
public record Oddity(String verdict, String kind, long count, String first) {}
