package dev.outrank.benchmarks.registry;

import com.sun.net.httpserver.HttpServer;
import dev.outrank.bundle.plan.PlanFormat;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Answers with the same snapshot until the process ends. */
public final class OneModelRegistry {

    private final HttpServer server;

    private OneModelRegistry(HttpServer server) {
        this.server = server;
    }

    /**
     * Listens on a free port.
     *
     * @param model its name
     * @param version the active one
     * @param bundle the bundle's directory
     * @param shards the directory of the packed shards and their plan
     */
    public static OneModelRegistry start(String model, String version, Path bundle, Path shards) throws IOException {
        String fingerprint =
                PlanFormat.read(shards.resolve(PlanFormat.FILE_NAME)).bundleFingerprint();
        byte[] snapshot = ("{\"revision\":1,\"models\":[{\"name\":\"" + model + "\",\"activeVersion\":\"" + version
                        + "\",\"versions\":[{\"version\":\"" + version
                        + "\",\"state\":\"SERVING\",\"bundle\":\""
                        + bundle.toUri() + "\",\"shards\":\"" + shards.toUri()
                        + "\",\"bundleFingerprint\":\"" + fingerprint + "\"}]}]}")
                .getBytes(StandardCharsets.UTF_8);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/registry/v1/snapshot", exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.getResponseHeaders().set("ETag", "\"1\"");
            exchange.sendResponseHeaders(200, snapshot.length);
            exchange.getResponseBody().write(snapshot);
            exchange.close();
        });
        server.start();
        return new OneModelRegistry(server);
    }

    /** Returns where it listens. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Returns a port that was free a moment ago. */
    public static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
