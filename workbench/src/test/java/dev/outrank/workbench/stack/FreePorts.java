package dev.outrank.workbench.stack;

import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;

/** Finds ports for tests, so that they run beside anything else. */
final class FreePorts {

    private static final int LOWEST = 10_000;
    private static final int HIGHEST = 40_000;

    private FreePorts() {}

    /** Returns a service port that is free together with its management port. */
    static int one() {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
            if (PortCheck.isFree(port) && PortCheck.isFree(StackPorts.management(port))) {
                return port;
            }
        }
    }

    /** Returns an offset at which every port of a stack is free. */
    static StackPorts forStack(int shards, int replicas) {
        while (true) {
            StackPorts ports = new StackPorts(ThreadLocalRandom.current().nextInt(2_000, HIGHEST));
            StackSettings settings =
                    new StackSettings(Path.of("."), Path.of("."), Path.of("."), shards, replicas, true, ports);
            if (PortCheck.portsOf(settings).keySet().stream().allMatch(PortCheck::isFree)) {
                return ports;
            }
        }
    }
}
