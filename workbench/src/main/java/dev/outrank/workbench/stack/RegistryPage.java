package dev.outrank.workbench.stack;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.outrank.bundle.failure.InternalException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/** A registry of one model as a page of this process, for services without a config-server. Thread-safe. */
final class RegistryPage implements AutoCloseable {

    private static final int OK = 200;
    private static final int NOT_MODIFIED = 304;

    private record Snapshot(long revision, List<Entry> models) {}

    private record Entry(String name, String activeVersion, List<Version> versions) {}

    private record Version(String version, String state, String bundle, String shards, String bundleFingerprint) {}

    private record Page(String tag, String body) {}

    private final HttpServer server;
    private long revision;
    private volatile Page page = new Page("", "");

    private RegistryPage(HttpServer server) {
        this.server = server;
    }

    /** Serves versions of one bundle, the first of which is active. */
    static RegistryPage serve(List<StackModel> versions, String bundleFingerprint) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            RegistryPage registry = new RegistryPage(server);
            registry.publish(versions, bundleFingerprint);
            server.createContext("/registry/v1/snapshot", registry::answer);
            server.start();
            return registry;
        } catch (IOException e) {
            throw new InternalException("registry: " + e + " (expected: a free port)", e);
        }
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** Replaces all versions by those of one bundle, the first of which is active. Services that poll hear of it. */
    synchronized void publish(List<StackModel> versions, String bundleFingerprint) {
        StackModel active = versions.getFirst();
        revision++;
        Entry entry = new Entry(
                active.name(),
                active.version(),
                versions.stream()
                        .map(model -> version(model, bundleFingerprint))
                        .toList());
        page = new Page(
                "\"" + revision + "\"", JsonMapper.shared().writeValueAsString(new Snapshot(revision, List.of(entry))));
    }

    private static Version version(StackModel model, String bundleFingerprint) {
        return new Version(
                model.version(),
                "SERVING",
                model.bundle().toUri().toString(),
                model.shards().toUri().toString(),
                bundleFingerprint);
    }

    private void answer(HttpExchange exchange) throws IOException {
        Page current = page;
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.getResponseHeaders().set("ETag", current.tag());
        if (current.tag().equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
            exchange.sendResponseHeaders(NOT_MODIFIED, -1);
        } else {
            byte[] body = current.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(OK, body.length);
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
