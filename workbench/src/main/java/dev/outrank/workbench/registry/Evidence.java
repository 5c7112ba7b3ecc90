package dev.outrank.workbench.registry;

import org.jspecify.annotations.Nullable;

/**
 * How the requests of one side of a rollout went in its step, as far as the asked config-server knows.
 *
 * @param requests how many
 * @param errorRate the share of them that failed
 * @param degradedRate the share of them that were answered in part
 * @param p99Millis 99 of 100 answers took no longer; null without answers
 * @param scoreShift how far its scores lie from the stable version's; 0 for that one; null where nobody says
 */
public record Evidence(
        long requests,
        double errorRate,
        double degradedRate,
        @Nullable Double p99Millis,
        @Nullable Double scoreShift) {}
