package dev.outrank.benchmarks.kernel;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * A result.
 *
 * @param format float32, float16, int8 or int4
 * @param dim elements a row
 * @param pool rows a bag
 * @param distribution uniform or zipf
 * @param provider native, vector or limit
 * @param nanosPerRow the median round
 * @param ratioToLimit the limit's time over the provider's in the same round, the median of the rounds; 1 is the limit
 */
@JsonPropertyOrder({"format", "dim", "pool", "distribution", "provider", "nanosPerRow", "ratioToLimit"})
record KernelRow(
        String format,
        int dim,
        int pool,
        String distribution,
        String provider,
        double nanosPerRow,
        double ratioToLimit) {}
