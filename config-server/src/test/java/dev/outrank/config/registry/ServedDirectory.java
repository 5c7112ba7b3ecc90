package dev.outrank.config.registry;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.SimpleFileServer;
import com.sun.net.httpserver.SimpleFileServer.OutputLevel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;

/** A directory on an HTTP server of its own. */
record ServedDirectory(HttpServer server) implements AutoCloseable {

    static ServedDirectory of(Path directory) {
        HttpServer server = SimpleFileServer.createFileServer(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), directory, OutputLevel.NONE);
        server.start();
        return new ServedDirectory(server);
    }

    URI place(String name) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/" + name + "/");
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
