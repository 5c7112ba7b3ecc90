package dev.outrank.workbench.registry;

/**
 * What the registry writes beside a change.
 *
 * @param author who makes it
 * @param reason why
 */
public record Signature(String author, String reason) {}
