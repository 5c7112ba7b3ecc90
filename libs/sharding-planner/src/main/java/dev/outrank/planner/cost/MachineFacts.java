package dev.outrank.planner.cost;

/**
 * The machine that coefficients belong to, for people.
 *
 * @param cpu model of the processor
 * @param processors how many the JVM may use
 * @param caches sizes of the caches, as the system or the measurement has them
 * @param memoryBytes all of it
 * @param system operating system and version
 * @param jvm name and version
 * @param kernels which pooling kernels ran, for example {@code native-avx512}
 * @param measuredAt when, ISO 8601 in UTC
 */
public record MachineFacts(
        String cpu,
        int processors,
        String caches,
        long memoryBytes,
        String system,
        String jvm,
        String kernels,
        String measuredAt) {}
