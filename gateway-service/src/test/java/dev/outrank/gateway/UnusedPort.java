package dev.outrank.gateway;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** A local port on which nobody listens, so that connecting is refused at once. */
final class UnusedPort {

    private UnusedPort() {}

    static int find() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
