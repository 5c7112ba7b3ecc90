package dev.outrank.workbench.stack;

import dev.outrank.bundle.failure.CapacityException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Finds out before the start whether all ports are free. */
final class PortCheck {

    private PortCheck() {}

    /** Returns every port of a stack with what it is for. */
    static Map<Integer, String> portsOf(StackSettings settings) {
        Map<Integer, String> ports = new LinkedHashMap<>();
        add(ports, settings.ports().gateway(), "gateway");
        add(ports, settings.ports().config(), "config-server");
        add(ports, settings.ports().ranking(), "ranking");
        if (settings.singular()) {
            add(ports, settings.ports().singularRanking(), "ranking-singular");
        }
        for (int shard = 0; shard < settings.shards(); shard++) {
            for (int replica = 0; replica < settings.replicas(); replica++) {
                int port = settings.ports().embedding(shard, replica);
                String name = ServiceSpecs.embeddingName(shard, replica);
                add(ports, port, name);
                ports.put(StackPorts.lookups(port), name + " lookups");
            }
        }
        return ports;
    }

    private static void add(Map<Integer, String> ports, int port, String service) {
        ports.put(port, service);
        ports.put(StackPorts.management(port), service + " management");
    }

    /**
     * Checks that nobody listens on any of them.
     *
     * @throws CapacityException naming each taken port, what it is for, and who has it if that is known
     */
    static void requireFree(Map<Integer, String> ports) {
        List<String> taken = ports.entrySet().stream()
                .filter(entry -> !isFree(entry.getKey()))
                .map(entry -> entry.getKey() + " (" + entry.getValue() + ")" + owner(entry.getKey()))
                .toList();
        if (!taken.isEmpty()) {
            throw new CapacityException("ports taken: " + String.join(", ", taken)
                    + " (expected: free; end what listens there, or move all ports by --port-offset)");
        }
    }

    static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static String owner(int port) {
        return PortOwner.of(port)
                .map(process -> " by pid " + process.pid()
                        + process.info().command().map(command -> " " + command).orElse(""))
                .orElse("");
    }
}
