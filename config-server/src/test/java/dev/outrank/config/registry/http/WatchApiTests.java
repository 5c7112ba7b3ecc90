package dev.outrank.config.registry.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrank.config.ConfigServer;
import dev.outrank.config.registry.ChangeNote;
import dev.outrank.config.registry.ModelRegistry;
import dev.outrank.config.registry.PackedModel;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The watch over HTTP, read line by line. */
@SpringBootTest(
        classes = ConfigServer.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "spring.datasource.url=jdbc:h2:mem:watch",
            "management.server.port=0",
            "outrank.registry.watch.interval=20ms",
            "outrank.registry.watch.heartbeat=1s"
        })
@Timeout(60)
final class WatchApiTests {

    private static final ChangeNote NOTE = new ChangeNote("release-pipeline", "a test");

    @TempDir
    private Path directory;

    @LocalServerPort
    private int port;

    @Autowired
    private ModelRegistry registry;

    private final HttpClient http = HttpClient.newHttpClient();
    private PackedModel model;

    @BeforeEach
    void writeModel(TestInfo test) {
        model = PackedModel.write(directory, test.getTestMethod().orElseThrow().getName());
    }

    @AfterEach
    void close() {
        http.shutdownNow();
    }

    private HttpRequest.Builder request(String query) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/registry/v1/watch" + query))
                .timeout(Duration.ofSeconds(30));
    }

    private Events open(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<java.io.InputStream> response = http.send(request.build(), BodyHandlers.ofInputStream());
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("text/event-stream");
        return new Events(new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8)));
    }

    private record Events(BufferedReader lines) implements AutoCloseable {

        /** Returns the lines of the next event; comments are events, too. */
        List<String> next() throws IOException {
            List<String> event = new ArrayList<>();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.isEmpty()) {
                    event.add(line);
                } else if (!event.isEmpty()) {
                    return event;
                }
            }
            return event;
        }

        List<String> nextNamed() throws IOException {
            List<String> event = next();
            while (!event.isEmpty() && event.getFirst().startsWith(":")) {
                event = next();
            }
            return event;
        }

        @Override
        public void close() throws IOException {
            lines.close();
        }
    }

    private String tag(long revision) {
        return registry.snapshot().registryId() + "." + revision;
    }

    private void expectRevision(List<String> event, long revision, String version) {
        assertThat(event).contains("id:" + tag(revision), "event:revision").anySatisfy(line -> assertThat(line)
                .startsWith("data:{\"revision\":" + revision + ",")
                .contains("\"version\":\"" + version + "\"", "\"author\":\"release-pipeline\""));
    }

    @Test
    void saysWhereTheRegistryIsAndThenEachRevision() throws Exception {
        long before = registry.snapshot().snapshot().revision();
        try (Events events = open(request(""))) {
            assertThat(events.nextNamed())
                    .containsExactly(
                            "event:current",
                            "data:{\"registry\":\"" + registry.snapshot().registryId() + "\",\"revision\":" + before
                                    + "}");
            registry.register(model.registration("v1"), NOTE);
            registry.register(model.registration("v2"), NOTE);
            expectRevision(events.nextNamed(), before + 1, "v1");
            expectRevision(events.nextNamed(), before + 2, "v2");
        }
    }

    @Test
    void goesOnBehindTheLastEventThatWasSeen() throws Exception {
        long first = registry.register(model.registration("v1"), NOTE).revision();
        registry.register(model.registration("v2"), NOTE);
        registry.register(model.registration("v3"), NOTE);
        try (Events events = open(request("").header("Last-Event-ID", tag(first)))) {
            assertThat(events.nextNamed()).contains("event:current");
            expectRevision(events.nextNamed(), first + 1, "v2");
            expectRevision(events.nextNamed(), first + 2, "v3");
        }
    }

    /** More than are read at a time. */
    @Test
    void sendsAllThatAWatcherHasMissed() throws Exception {
        long first = registry.register(model.registration("v1"), NOTE).revision();
        for (int change = 0; change < 75; change++) {
            registry.register(model.registration("a" + change), NOTE);
            registry.register(model.registration("b" + change), NOTE);
        }
        try (Events events = open(request("?after=" + first))) {
            events.nextNamed();
            for (int change = 0; change < 75; change++) {
                expectRevision(events.nextNamed(), first + 1 + 2L * change, "a" + change);
                expectRevision(events.nextNamed(), first + 2 + 2L * change, "b" + change);
            }
        }
    }

    @Test
    void saysNowAndThenThatNothingWasChanged() throws Exception {
        try (Events events = open(request(""))) {
            events.nextNamed();
            assertThat(events.next()).containsExactly(":unchanged");
            assertThat(events.next()).containsExactly(":unchanged");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"made-anew.1", "made-anew.999999"})
    void tellsAWatcherOfAnotherRegistryOnlyWhatIsToCome(String id) throws Exception {
        long before =
                registry.register(model.registration("old" + id.length()), NOTE).revision();
        try (Events events = open(request("").header("Last-Event-ID", id))) {
            assertThat(events.nextNamed()).contains("event:current");
            registry.register(model.registration("new" + id.length()), NOTE);
            expectRevision(events.nextNamed(), before + 1, "new" + id.length());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "a.b", "a."})
    void refusesAnIdThatIsNone(String id) throws Exception {
        HttpResponse<String> response =
                http.send(request("").header("Last-Event-ID", id).build(), BodyHandlers.ofString());
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("Last-Event-ID", "expected");
    }

    @Test
    void refusesARevisionBelowZero() throws Exception {
        HttpResponse<String> response = http.send(request("?after=-1").build(), BodyHandlers.ofString());
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("\"field\":\"after\"");
    }
}
