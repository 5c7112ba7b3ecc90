package dev.outrank.benchmarks.collectors;

/**
 * What one service has done while it was asked.
 *
 * @param answered requests, all rightly
 * @param cpuMicros of the process for each, collectors included and compilers left out
 * @param allocatedBytes on its heap for each
 * @param p99Millis the 99th percentile of their latencies
 * @param events of its collector
 */
record CollectorTurn(
        long answered, double cpuMicros, double allocatedBytes, double p99Millis, CollectionEvents events) {}
