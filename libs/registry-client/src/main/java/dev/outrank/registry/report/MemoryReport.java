package dev.outrank.registry.report;

import dev.outrank.registry.Required;

/**
 * The memory that an instance has for tables.
 *
 * @param limitBytes how much in all
 * @param usedBytes how much of it is taken by the versions it holds; more than the limit where too much was loaded
 */
public record MemoryReport(long limitBytes, long usedBytes) {

    public MemoryReport {
        Required.notNegative("limitBytes", limitBytes);
        Required.notNegative("usedBytes", usedBytes);
    }

    /** Returns the bytes that are left, not below 0. */
    public long freeBytes() {
        return Math.max(0, limitBytes - usedBytes);
    }
}
