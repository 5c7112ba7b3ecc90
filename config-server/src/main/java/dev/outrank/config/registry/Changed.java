package dev.outrank.config.registry;

import dev.outrank.registry.VersionEntry;

/**
 * What a change led to.
 *
 * @param revision the revision that it made, or the current one when all was so already
 * @param model the model
 * @param version the version as it is now
 */
public record Changed(long revision, String model, VersionEntry version) {}
