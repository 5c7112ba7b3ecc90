package dev.outrank.workbench.stack;

import java.util.List;

/**
 * What runs, as written to {@code stack.json}.
 *
 * @param supervisor the process that owns the stack
 * @param portOffset of all ports
 * @param ready whether every service was ready and every model registered
 * @param services in the order of their start
 */
record StackState(RecordedProcess supervisor, int portOffset, boolean ready, List<RecordedProcess> services) {

    StackState {
        services = List.copyOf(services);
    }

    StackPorts ports() {
        return new StackPorts(portOffset);
    }

    StackState withServices(List<RecordedProcess> processes) {
        return new StackState(supervisor, portOffset, ready, processes);
    }

    StackState asReady() {
        return new StackState(supervisor, portOffset, true, services);
    }
}
