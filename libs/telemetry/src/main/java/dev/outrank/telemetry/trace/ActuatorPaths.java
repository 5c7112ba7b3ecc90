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
        return path.equals(basePath) || path.startsWith(basePath + "/") || PROBES.contains(path);
    }
}
