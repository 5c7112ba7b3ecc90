package dev.outrank.workbench.stack;

import java.util.List;

/**
 * One process to start.
 *
 * @param name unique in the stack, for example {@code embedding-2}
 * @param command the program and its arguments
 * @param port where it serves
 */
record ServiceSpec(String name, List<String> command, int port) {

    ServiceSpec {
        command = List.copyOf(command);
    }

    int managementPort() {
        return StackPorts.management(port);
    }
}
