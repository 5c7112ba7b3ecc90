package dev.outrank.workbench.registry;

import java.time.Instant;

/**
 * One revision of the registry.
 *
 * @param revision its number
 * @param at when it was made
 * @param author who made it
 * @param reason why
 * @param action what was done, as in {@code docs/registry.md}
 * @param model to which model
 * @param version to which version
 */
public record Change(
        long revision, Instant at, String author, String reason, String action, String model, String version) {}
