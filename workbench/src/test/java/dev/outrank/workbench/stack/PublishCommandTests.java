package dev.outrank.workbench.stack;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.outrank.workbench.CommandRun;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

final class PublishCommandTests {

    private final List<String> posts = new CopyOnWriteArrayList<>();
    private volatile String snapshot = "{\"revision\":0,\"models\":[]}";
    private HttpServer registry;

    @TempDir
    private Path packed;

    @BeforeEach
    void start() throws IOException {
        registry = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        registry.createContext("/registry/v1/", this::answer);
        registry.start();
    }

    @AfterEach
    void stop() {
        registry.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            boolean post = exchange.getRequestMethod().equals("POST");
            if (post) {
                posts.add(exchange.getRequestURI().getPath() + " " + body);
            }
            byte[] answer = (post ? "{}" : snapshot).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(post ? 201 : 200, answer.length);
            exchange.getResponseBody().write(answer);
        }
    }

    private CommandRun publish() {
        return CommandRun.of(
                "publish",
                "--model",
                CommandRun.CLICKS,
                "--shards",
                2,
                "--out",
                packed,
                "--registry",
                "http://127.0.0.1:" + registry.getAddress().getPort());
    }

    @Test
    void packsRegistersAndActivatesAModelThatTheRegistryDoesNotKnow() {
        CommandRun run = publish();

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(posts).hasSize(2);
        assertThat(posts.getFirst()).startsWith("/registry/v1/models/clicks/versions {");
        JsonNode registration = JsonMapper.shared()
                .readTree(posts.getFirst().substring(posts.getFirst().indexOf('{')));
        Path shards = Path.of(URI.create(registration.path("shards").asString()));
        assertThat(shards.resolve("plan.json")).exists();
        assertThat(shards.resolve("shard-1")).isDirectory();
        assertThat(posts.getLast())
                .startsWith("/registry/v1/models/clicks/versions/"
                        + registration.path("version").asString() + "/activate ");
    }

    @Test
    void postsNothingWhenTheVersionIsActiveAlready() {
        publish();
        ObjectNode registration = registration();
        posts.clear();
        snapshot = active(registration, "SERVING");

        assertThat(publish().exitCode()).isZero();
        assertThat(posts).isEmpty();
    }

    @Test
    void registersUnderANewNameWhenTheSameBundleLaySomewhereElse() {
        publish();
        ObjectNode registration = registration();
        posts.clear();
        snapshot = active(registration.deepCopy().put("bundle", "file:///gone/clicks/"), "SERVING");

        CommandRun run = publish();

        String version = registration.path("version").asString() + "-2";
        assertThat(run.out()).contains("clicks: version " + version + " is active");
        assertThat(posts).hasSize(2);
        assertThat(registration()).isEqualTo(registration.put("version", version));
        assertThat(posts.getLast()).contains("/versions/" + version + "/activate ");
    }

    @Test
    void registersUnderANewNameWhenItIsPackedSomewhereElse() {
        publish();
        ObjectNode registration = registration();
        posts.clear();
        snapshot = active(registration.deepCopy().put("shards", "file:///packed/by/an/earlier/build/"), "SERVING");

        assertThat(publish().exitCode()).isZero();
        assertThat(registration().path("version").asString())
                .isEqualTo(registration.path("version").asString() + "-2");
    }

    @Test
    void registersUnderANewNameWhenTheVersionIsRetired() {
        publish();
        ObjectNode registration = registration();
        posts.clear();
        snapshot = active(registration, "RETIRED");

        assertThat(publish().exitCode()).isZero();
        assertThat(posts).hasSize(2);
    }

    /** Returns the body of the first POST. */
    private ObjectNode registration() {
        String post = posts.getFirst();
        return (ObjectNode) JsonMapper.shared().readTree(post.substring(post.indexOf('{')));
    }

    private static String active(ObjectNode registration, String state) {
        ObjectNode snapshot = JsonMapper.shared().createObjectNode().put("revision", 2);
        ObjectNode model = snapshot.putArray("models").addObject().put("name", "clicks");
        model.put("activeVersion", registration.path("version").asString());
        model.putArray("versions").add(registration.deepCopy().put("state", state));
        return snapshot.toString();
    }

    @Test
    void namesTheRegistryWhenItCannotBeReached() {
        registry.stop(0);

        CommandRun run = publish();

        assertThat(run.exitCode()).isNotZero();
        assertThat(run.err()).contains("registry: GET http://127.0.0.1:").contains("expected: an answer");
    }
}
