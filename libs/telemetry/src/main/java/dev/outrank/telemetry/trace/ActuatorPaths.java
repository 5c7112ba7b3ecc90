package dev.outrank.telemetry.trace;

import java.util.Set;

/**
 * The paths of those who look after a service.
 *
 * @param basePath of the actuator's endpoints, for example {@code /actuator}
 */
record ActuatorPaths(String basePath) {

    /** The health groups that Boot also offers beside the business endpoints. */
    private static final Set<String> PROBES = Set.of("/livez", "/readyz");

    boolean contains(String path) {
        // Without a path of its own it has a port of its own.
        boolean under = !basePath.isEmpty() && (path.equals(basePath) || path.startsWith(basePath + "/"));
        return under || PROBES.contains(path);
    }
}
