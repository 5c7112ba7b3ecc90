package dev.outrank.config.registry;

import java.time.OffsetDateTime;

/**
 * One change of the registry. Never altered once it is written.
 *
 * @param revision its number, from 1, without gaps
 * @param at when it was made, UTC
 * @param author who made it
 * @param reason why
 * @param action what was done
 * @param model to which model
 * @param version to which version
 */
public record Revision(
        long revision,
        OffsetDateTime at,
        String author,
        String reason,
        ChangeAction action,
        String model,
        String version) {}
