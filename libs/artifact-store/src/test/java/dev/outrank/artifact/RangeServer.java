package dev.outrank.artifact;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Files over HTTP, with ranges, which breaks off and refuses when it is told to. */
final class RangeServer implements AutoCloseable {

    private static final int NO_BODY = -1;

    /** What was asked for: the header Range of each request, "-" where there was none. */
    final List<String> ranges = new CopyOnWriteArrayList<>();

    /** The paths of all requests. */
    final List<String> paths = new CopyOnWriteArrayList<>();

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicInteger refusals = new AtomicInteger();
    private final Map<String, byte[]> files = new ConcurrentHashMap<>();
    private final HttpServer server;
    private volatile boolean ranging = true;
    private volatile boolean stalling;
    private volatile boolean conditional = true;
    private volatile boolean withLengths = true;
    private volatile int shift;
    private volatile @Nullable String fixedTag;
    private volatile @Nullable String redirection;

    private volatile int refusalStatus;
    private volatile long breakAfter = Long.MAX_VALUE;

    RangeServer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    URI put(String name, byte[] content) {
        files.put("/" + name, content);
        return base().resolve(name);
    }

    URI base() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    /** Answers the next requests with a status. */
    void refuse(int requests, int status) {
        refusals.set(requests);
        refusalStatus = status;
    }

    /** Breaks each answer off after so many bytes. */
    void breakAfter(long bytes) {
        breakAfter = bytes;
    }

    /** Takes no ranges. */
    void withoutRanges() {
        ranging = false;
    }

    /** Heeds no If-Range. */
    void withoutConditions() {
        conditional = false;
    }

    /** Says that parts begin elsewhere than they do. */
    void shift(int bytes) {
        shift = bytes;
    }

    /** Gives another tag than that of the content, for all files. */
    void tag(String tag) {
        fixedTag = tag;
    }

    /** Does not say how long files are. */
    void withoutLengths() {
        withLengths = false;
    }

    /** Sends all requests elsewhere. */
    void redirect(String location) {
        redirection = location;
    }

    byte[] get(String name) {
        return files.getOrDefault("/" + name, new byte[0]).clone();
    }

    /** Sends heads, and nothing more. */
    void stall() {
        stalling = true;
    }

    private String tag(byte[] content) {
        String fixed = fixedTag;
        return fixed == null ? "\"" + Arrays.hashCode(content) + "\"" : fixed;
    }

    private void handle(HttpExchange exchange) throws IOException {
        String range = exchange.getRequestHeaders().getFirst("Range");
        ranges.add(range == null ? "-" : range);
        paths.add(exchange.getRequestURI().getPath());
        String elsewhere = redirection;
        byte[] content = files.get(exchange.getRequestURI().getPath());
        if (refusals.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            exchange.sendResponseHeaders(refusalStatus, NO_BODY);
        } else if (elsewhere != null) {
            exchange.getResponseHeaders().set("Location", elsewhere);
            exchange.sendResponseHeaders(302, NO_BODY);
        } else if (content == null) {
            exchange.sendResponseHeaders(404, NO_BODY);
        } else {
            send(exchange, content, range);
        }
        exchange.close();
    }

    private void send(HttpExchange exchange, byte[] content, @Nullable String range) throws IOException {
        // S3 says it by another name.
        String condition = exchange.getRequestHeaders().getFirst("If-Match");
        String known = condition == null ? exchange.getRequestHeaders().getFirst("If-Range") : condition;
        exchange.getResponseHeaders().set("ETag", tag(content));
        int from = 0;
        int status = 200;
        if (ranging && range != null && (!conditional || tag(content).equals(known))) {
            from = Integer.parseInt(range.substring("bytes=".length(), range.length() - 1));
            status = from < content.length ? 206 : 416;
            exchange.getResponseHeaders()
                    .set(
                            "Content-Range",
                            "bytes " + (from + shift) + "-" + (content.length - 1) + "/" + content.length);
        }
        int length = status == 416 ? 0 : content.length - from;
        exchange.sendResponseHeaders(status, length == 0 ? NO_BODY : withLengths ? length : 0);
        if (length > 0 && !stalling) {
            exchange.getResponseBody().write(content, from, (int) Math.min(length, breakAfter));
            exchange.getResponseBody().flush();
        }
        if (stalling) {
            stallUntilClosed();
        }
    }

    private void stallUntilClosed() {
        synchronized (files) {
            try {
                while (stalling) {
                    files.wait();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void close() {
        synchronized (files) {
            stalling = false;
            files.notifyAll();
        }
        server.stop(0);
        threads.close();
    }
}
