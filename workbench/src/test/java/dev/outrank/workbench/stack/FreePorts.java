package dev.outrank.workbench.stack;

import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;

/** Finds ports for tests, so that they run beside anything else. */
final class FreePorts {

    private static final int LOWEST = 10_000;

    /** From 32,768 on Linux takes ports for outgoing connections, which may have one at any moment. */
    private static final int EPHEMERAL = 32_768;

    private static final int LEAST_OFFSET = 2_000;

    /** The highest ports of a stack are those for lookups; a stack of tests has few shards and replicas. */
    private static final int HIGHEST_OFFSET = EPHEMERAL - StackPorts.lookups(new StackPorts(0).embedding(9, 4));

    private FreePorts() {}

    /** Returns a service port that is free together with its management port. */
    static int one() {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST, EPHEMERAL - StackPorts.management(0));
            if (PortCheck.isFree(port) && PortCheck.isFree(StackPorts.management(port))) {
                return port;
            }
        }
    }

    /** Returns an offset at which every port of a stack is free. */
    static StackPorts forStack(int shards, int replicas) {
        while (true) {
            StackPorts ports = new StackPorts(ThreadLocalRandom.current().nextInt(LEAST_OFFSET, HIGHEST_OFFSET));
            StackSettings settings = new StackSettings(
                    Path.of("."), Path.of("."), Path.of("."), shards, replicas, true, JvmGoal.QUICK_START, ports);
            if (PortCheck.portsOf(settings).keySet().stream().allMatch(PortCheck::isFree)) {
                return ports;
            }
        }
    }
}
