package dev.outrank.workbench.characterize;

import dev.outrank.workbench.replay.ReplayResult;
import java.util.Map;
import java.util.TreeMap;

/**
 * One side's part of a round.
 *
 * @param result what replay measured
 * @param cpuMicros CPU time of each process for a request, without what it does when idle
 * @param clientMicros CPU time of this process for a request
 */
record Turn(ReplayResult result, Map<String, Double> cpuMicros, double clientMicros) {

    Turn {
        cpuMicros = new TreeMap<>(cpuMicros);
    }

    double totalCpuMicros() {
        return cpuMicros.values().stream().mapToDouble(Double::doubleValue).sum();
    }
}
