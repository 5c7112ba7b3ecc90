package dev.outrank.workbench.stack;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports for services that end and start again: below those that the system gives to outgoing connections, one of which could have a port meanwhile. Not
 * thread-safe.
 */
final class StablePorts {

    private static final int LOWEST = 10_000;

    /** Linux has outgoing connections from 32,768 on. */
    private static final int END = 32_768;

    private final Set<Integer> given = new HashSet<>();

    /** Returns a port that is free together with those for management and lookups. */
    int service() {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST, END - StackPorts.lookups(0));
            if (take(List.of(port, StackPorts.management(port), StackPorts.lookups(port)))) {
                return port;
            }
        }
    }

    /** Returns a port that is free. */
    int one() {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST, END);
            if (take(List.of(port))) {
                return port;
            }
        }
    }

    private boolean take(List<Integer> ports) {
        boolean free = ports.stream().allMatch(port -> !given.contains(port) && PortCheck.isFree(port));
        if (free) {
            given.addAll(ports);
        }
        return free;
    }
}
