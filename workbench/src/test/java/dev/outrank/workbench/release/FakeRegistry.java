package dev.outrank.workbench.release;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.outrank.bundle.Bundle;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A registry of one model, with the states of a version's life and without services: what they do is told to it. Its answers are as in {@code docs/registry.md}. */
final class FakeRegistry implements AutoCloseable {

    private static final int CONFLICT = 409;
    private static final JsonMapper JSON = JsonMapper.shared();

    private final HttpServer server;
    private final List<String> posts = new ArrayList<>();
    private final List<ObjectNode> versions = new ArrayList<>();
    private final List<String> replicas = new ArrayList<>();
    private final Deque<String> rollouts = new ArrayDeque<>();
    private final List<String> changes = new ArrayList<>();
    private @Nullable String active;
    private @Nullable String failure;
    private int looksUntilLoaded = 1;
    private int refusalStatus = CONFLICT;
    private @Nullable String refusal;

    FakeRegistry() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/registry/v1/", this::answer);
        server.start();
    }

    /** Returns one whose model went from version 1, which is still ready, to version 2. */
    static FakeRegistry afterASwap() throws IOException {
        FakeRegistry registry = new FakeRegistry();
        registry.version("1", "READY");
        registry.version("2", "SERVING");
        registry.active("2");
        return registry;
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Returns path and body of each POST, the path from the model on. */
    synchronized List<String> posts() {
        return List.copyOf(posts);
    }

    synchronized void forgetPosts() {
        posts.clear();
    }

    /** Adds a version that somebody registered before. */
    synchronized ObjectNode version(String name, String state) {
        ObjectNode version = JSON.createObjectNode()
                .put("version", name)
                .put("state", state)
                .put("bundle", "file:///elsewhere/")
                .put("shards", "file:///elsewhere/packed/")
                .put("bundleFingerprint", "f");
        versions.add(version);
        return version;
    }

    synchronized List<ObjectNode> versions() {
        return List.copyOf(versions);
    }

    synchronized void active(@Nullable String version) {
        active = version;
    }

    /** Has the next versions that are loaded fail, or become ready again with null. */
    synchronized void failure(@Nullable String reason) {
        failure = reason;
    }

    /** Has versions be loading for so many snapshots. */
    synchronized void looksUntilLoaded(int looks) {
        looksUntilLoaded = looks;
    }

    /** Has every change refused. */
    synchronized void refusal(String detail) {
        refusal(CONFLICT, detail);
    }

    /** Has every change answered with this status. */
    synchronized void refusal(int status, String detail) {
        refusalStatus = status;
        refusal = detail;
    }

    /** Adds a live instance by what it reports. */
    synchronized void replica(String instance, String report) {
        replicas.add("{\"instance\":\"" + instance + "\",\"ageMillis\":12,\"report\":" + report + "}");
    }

    /** Says what is told of the rollout, one after the other; the last for good. */
    synchronized void rollouts(String... json) {
        rollouts.addAll(List.of(json));
    }

    synchronized void change(String json) {
        changes.addFirst(json);
    }

    private synchronized void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String path = exchange.getRequestURI().getPath().substring("/registry/v1/".length());
            boolean post = exchange.getRequestMethod().equals("POST");
            String answer = post
                    ? change(path, body)
                    : look(path, exchange.getRequestURI().getQuery());
            int status = answer.contains("\"detail\"")
                    ? JSON.readTree(answer).path("status").asInt()
                    : 200;
            byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private static String problem(int status, String detail) {
        return JSON.createObjectNode()
                .put("status", status)
                .put("detail", detail)
                .toString();
    }

    private String change(String path, String body) {
        if (refusal != null) {
            return problem(refusalStatus, refusal);
        }
        posts.add(path.substring("models/".length()) + " " + body);
        if (path.endsWith("/versions")) {
            ObjectNode version = (ObjectNode) JSON.readTree(body);
            version.remove(List.of("author", "reason"));
            Path bundle = Path.of(URI.create(version.path("bundle").asString()));
            versions.add(version.put("state", "REGISTERED")
                    .put("bundleFingerprint", Bundle.open(bundle).fingerprint()));
        } else if (path.endsWith("/load")) {
            changed(path).put("state", "LOADING").putNull("failure");
        } else if (path.endsWith("/activate")) {
            ObjectNode version = changed(path);
            if (active != null && !version.path("state").asString().equals("READY")) {
                return problem(409, "state: not READY");
            }
            active = version.path("version").asString();
            version.put("state", "SERVING");
        }
        return "{\"revision\":" + (40 + posts.size()) + "}";
    }

    /** Returns the version in {@code models/{model}/versions/{version}/…}. */
    private ObjectNode changed(String path) {
        return versions.stream()
                .filter(node ->
                        path.contains("/versions/" + node.path("version").asString() + "/"))
                .findFirst()
                .orElseThrow();
    }

    private String look(String path, @Nullable String query) {
        if (path.equals("replicas")) {
            return "{\"replicas\":[" + String.join(",", replicas) + "]}";
        }
        if (path.equals("revisions")) {
            return page(query);
        }
        if (path.endsWith("/rollout")) {
            String rollout = rollouts.size() > 1 ? rollouts.poll() : rollouts.peek();
            return rollout == null ? problem(404, "no rollout") : rollout;
        }
        String snapshot = snapshot();
        goOnLoading();
        return snapshot;
    }

    private String page(@Nullable String query) {
        long before = query != null && query.contains("before=")
                ? Long.parseLong(query.replaceAll(".*before=", ""))
                : Long.MAX_VALUE;
        List<String> page = changes.stream()
                .filter(change -> JSON.readTree(change).path("revision").asLong() < before)
                .toList();
        return "{\"revisions\":[" + String.join(",", page) + "]}";
    }

    private String snapshot() {
        ObjectNode snapshot = JSON.createObjectNode().put("revision", 1);
        if (versions.isEmpty()) {
            snapshot.putArray("models");
        } else {
            ObjectNode model = snapshot.putArray("models").addObject().put("name", "clicks");
            model.put("activeVersion", active).put("pinned", false);
            model.putArray("versions").addAll(versions);
        }
        return snapshot.toString();
    }

    private void goOnLoading() {
        for (ObjectNode version : versions) {
            boolean loading = version.path("state").asString().equals("LOADING");
            if (loading && version.path("looks").asInt(0) + 1 >= looksUntilLoaded) {
                version.put("looks", 0).put("state", failure == null ? "READY" : "FAILED");
                version.put("failure", failure);
            } else if (loading) {
                version.put("looks", version.path("looks").asInt(0) + 1);
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
