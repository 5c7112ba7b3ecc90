package dev.outrank.ranking.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.outrank.bundle.bags.Bags;
import dev.outrank.lookup.Priority;
import dev.outrank.ranking.compute.Admission;
import dev.outrank.ranking.compute.ComputePool;
import dev.outrank.ranking.json.RequestJson;
import dev.outrank.ranking.lifetime.DrainBeforeStop;
import dev.outrank.ranking.memory.RequestMemory;
import dev.outrank.ranking.request.Deadline;
import dev.outrank.ranking.request.Explanation;
import dev.outrank.ranking.request.RankingAnswer;
import dev.outrank.ranking.request.RankingRequest;
import dev.outrank.ranking.request.ServedModel;
import dev.outrank.ranking.request.StageTimings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ReactorHttpHandlerAdapter;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.util.unit.DataSize;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.server.HandlerStrategies;
import org.springframework.web.reactive.function.server.RouterFunctions;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import tools.jackson.core.JsonGenerator;

/** The shared way of a request behind a real server, where BlockHound watches the event loops. */
final class RealServerTests {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final ComputePool compute = new ComputePool(1, 100, meters);
    private final FakeServedModel model = new FakeServedModel(TestModels.weighted(), "3");
    private final BodyBudget budget = new BodyBudget(DataSize.ofBytes(TestEndpoints.MAX_BODY_BYTES), meters);
    private final Admission admission = new Admission(4, meters);
    private final DrainBeforeStop drain = new DrainBeforeStop(Duration.ZERO);
    private final EchoFormat format = new EchoFormat();
    private DisposableServer server = HttpServer.create().port(0).bindNow();
    private WebTestClient client = WebTestClient.bindToServer().build();

    @BeforeEach
    void start() {
        server.disposeNow();
        RankingEndpoint endpoint = TestEndpoints.over(new FakeModelCatalog(model), compute, admission, budget);
        var routes = new HttpRoutes()
                .add(HttpMethod.POST, "/echo/{model}", http -> endpoint.serve(http, format))
                .build("/**", new TextErrors());
        server = HttpServer.create()
                .host("127.0.0.1")
                .port(0)
                .handle(new ReactorHttpHandlerAdapter(RouterFunctions.toHttpHandler(
                        routes,
                        HandlerStrategies.builder()
                                .webFilter(new CloseWhileDraining(drain))
                                .build())))
                .bindNow();
        client = WebTestClient.bindToServer()
                .baseUrl("http://127.0.0.1:" + server.port())
                .build();
    }

    @AfterEach
    void stop() {
        server.disposeNow();
        await("however a request ended, it has left its version")
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(model.inside()).isZero());
        compute.close();
    }

    @Test
    void choosesAgainWhereTheVersionWasRetiredMeanwhile() {
        model.refuse(9);
        echo();
        assertThat(format.thread.get()).isNotNull();
    }

    @Test
    void givesUpChoosingAndHoldsNothingThen() {
        model.refuse(10);
        client.post()
                .uri("/echo/weighted")
                .bodyValue("x")
                .exchange()
                .expectStatus()
                .isEqualTo(503);
        assertThat(meters.get("outrank.ranking.inflight").gauge().value()).isZero();
    }

    @Test
    void decodesOnACpuThread() {
        echo();
        assertThat(format.thread.get()).startsWith("ranking-cpu-");
    }

    @Test
    void stopsReadingAChunkedBodyAtTheLimitAndServesOn() {
        for (int round = 0; round < 20; round++) {
            client.post()
                    .uri("/echo/weighted")
                    .contentType(MediaType.APPLICATION_JSON)
                    .body(Flux.just(" ".repeat(5_000)).repeat(9), String.class)
                    .exchange()
                    .expectStatus()
                    .isEqualTo(413);
        }
        echo();
    }

    private WebTestClient.ResponseSpec post(Publisher<String> body) {
        return client.post()
                .uri("/echo/weighted")
                .contentType(MediaType.APPLICATION_JSON)
                .body(body, String.class)
                .exchange();
    }

    private static void assertOverloaded(WebTestClient.ResponseSpec response) {
        response.expectStatus()
                .isEqualTo(503)
                .expectHeader()
                .valueEquals("Retry-After", "1")
                .expectBody(String.class)
                .value(body -> assertThat(body).contains("bodies in flight: 20000 bytes"));
    }

    private void awaitNothingHeld() {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(budget.heldBytes()).isZero());
    }

    @Test
    void refusesBodiesPastTheBudgetUntilOthersEnd() {
        Sinks.One<RankingAnswer> answer = Sinks.one();
        model.answerWith(answer.asMono());
        String first = "{\"a\":1}" + " ".repeat(12_000);
        WebClient.create("http://127.0.0.1:" + server.port())
                .post()
                .uri("/echo/weighted")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(first)
                .retrieve()
                .toBodilessEntity()
                .subscribe();
        await().atMost(PATIENCE).until(() -> model.lastRequest() != null);
        assertThat(budget.heldBytes()).isEqualTo(first.length());

        // Announced, then without a length.
        assertOverloaded(post(Mono.just(" ".repeat(8_000))));
        assertOverloaded(post(Flux.just(" ".repeat(4_000)).repeat(1)));
        assertThat(meters.get("outrank.ranking.rejected")
                        .tag("limit", "held-bodies")
                        .tag("priority", "normal")
                        .counter()
                        .count())
                .isEqualTo(2);

        answer.tryEmitValue(
                new RankingAnswer("weighted", "3", 0, List.of(), List.of(), List.of(), StageTimings.none()));
        awaitNothingHeld();
        post(Mono.just(first)).expectStatus().isOk();
    }

    @Test
    void holdsNoBodyOfARequestThatFailed() {
        post(Mono.just("{")).expectStatus().isEqualTo(400);
        awaitNothingHeld();

        model.answerWith(Mono.error(new IllegalStateException("broken")));
        post(Mono.just("{\"a\":1}")).expectStatus().isEqualTo(500);
        awaitNothingHeld();
    }

    @Test
    void holdsNoBodyOfACallerWhoLeft() {
        model.answerWith(Mono.never());
        Disposable caller = WebClient.create("http://127.0.0.1:" + server.port())
                .post()
                .uri("/echo/weighted")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue("{\"a\":1}")
                .retrieve()
                .toBodilessEntity()
                .subscribe();
        await().atMost(PATIENCE).until(() -> model.lastRequest() != null);
        assertThat(meters.get("outrank.ranking.http.held.bodies").gauge().value())
                .isEqualTo(7);

        caller.dispose();

        awaitNothingHeld();
    }

    @Test
    void holdsNoBodyThatDoesNotEnd() {
        WebClient.create("http://127.0.0.1:" + server.port())
                .post()
                .uri("/echo/weighted")
                .contentType(MediaType.APPLICATION_JSON)
                .header(RequestTimeouts.HEADER, "2000")
                .body(Flux.just(" ".repeat(5_000)).concatWith(Mono.never()), String.class)
                .retrieve()
                .toBodilessEntity()
                .onErrorComplete()
                .subscribe();

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(budget.heldBytes()).isEqualTo(5_000));
        awaitNothingHeld();
    }

    @Test
    void keepsTheBodyOfACallerWhoLeftWhileItIsRead() throws InterruptedException {
        String body = "{\"a\":1}" + " ".repeat(15_000);
        format.pause = new CountDownLatch(1);
        Disposable caller = WebClient.create("http://127.0.0.1:" + server.port())
                .post()
                .uri("/echo/weighted")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(body)
                .retrieve()
                .toBodilessEntity()
                .subscribe();
        await().atMost(PATIENCE).until(() -> !"".equals(format.thread.get()));
        caller.dispose();
        format.pause.countDown();

        awaitNothingHeld();
        assertThat(format.read.get()).isEqualTo(body);
    }

    @Test
    void refusesAnUnknownModelBeforeItsBody() {
        client.post()
                .uri("/echo/nope")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(" ".repeat(15_000))
                .exchange()
                .expectStatus()
                .isNotFound();
        assertThat(format.thread.get()).isEmpty();
    }

    @Test
    void refusesWithoutReadingTheBodyAndGoesOnWithTheConnection() throws IOException {
        byte[] body = " ".repeat(10_000).getBytes(StandardCharsets.US_ASCII);
        List<Admission.Pass> others = IntStream.range(0, 4)
                .mapToObj(i -> admission.enter(Priority.CRITICAL, PATIENCE))
                .toList();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            var answers = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            announce(socket, body.length);
            // Nothing of the body was sent.
            assertThat(head(answers)).contains("HTTP/1.1 503 Service Unavailable", "Retry-After: 1");
            assertThat(budget.heldBytes()).isZero();
            socket.getOutputStream().write(body);
            others.forEach(Admission.Pass::close);
            announce(socket, 7);
            socket.getOutputStream().write("{\"a\":1}".getBytes(StandardCharsets.US_ASCII));
            assertThat(head(answers)).contains("HTTP/1.1 200 OK").doesNotContain("connection: close");
        }
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(admission.inFlight()).isZero());
    }

    private static void announce(Socket socket, int bytes) throws IOException {
        String head =
                "POST /echo/weighted HTTP/1.1\r\nHost: ranking\r\nContent-Type: application/json\r\nContent-Length: "
                        + bytes + "\r\n\r\n";
        socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
    }

    /** Returns the lines of an answer's head; what comes before the next status line is the body of the last one. */
    private static List<String> head(BufferedReader answers) throws IOException {
        String line = answers.readLine();
        while (line != null && !line.contains("HTTP/1.1 ")) {
            line = answers.readLine();
        }
        List<String> head = new ArrayList<>();
        while (line != null && !line.isEmpty()) {
            head.add(line.substring(Math.max(0, line.indexOf("HTTP/1.1 "))));
            line = answers.readLine();
        }
        return head;
    }

    @Test
    void letsOthersInBeforeTheAnswerIsSentAndAfterEveryFailure() {
        for (int i = 0; i < 3; i++) {
            admission.enter(Priority.CRITICAL, PATIENCE);
        }
        for (int round = 0; round < 50; round++) {
            echo();
        }
        post(Mono.just("{")).expectStatus().isEqualTo(400);
        echo();
        assertThat(admission.inFlight()).isEqualTo(3);
    }

    @Test
    void closesConnectionsWhileItDrains() {
        client.post().uri("/echo/nope").exchange().expectHeader().doesNotExist("Connection");
        drain.stop();
        client.post().uri("/echo/nope").exchange().expectHeader().valueEquals("Connection", "close");
        post(Mono.just("{\"a\":1}")).expectStatus().isOk().expectHeader().valueEquals("Connection", "close");
    }

    private void echo() {
        client.post()
                .uri("/echo/weighted")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue("{\"a\":1}")
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .exists("Server-Timing")
                .expectBody()
                .json("{\"bytes\":7}");
    }

    private record EchoRequest(RankingRequest ranking, int bytes) implements DecodedRequest {}

    private static final class EchoFormat implements RequestFormat<EchoRequest> {

        private final AtomicReference<String> thread = new AtomicReference<>("");
        private final AtomicReference<String> read = new AtomicReference<>("");
        private volatile CountDownLatch pause = new CountDownLatch(0);

        private static void awaitUninterruptibly(CountDownLatch latch) {
            while (true) {
                try {
                    latch.await();
                    return;
                } catch (InterruptedException e) {
                    // The task was given up, and goes on all the same.
                }
            }
        }

        @Override
        public EchoRequest decode(ReceivedBody body, ServedModel served, Deadline deadline, RequestMemory memory) {
            thread.set(Thread.currentThread().getName());
            awaitUninterruptibly(pause);
            read.set(new String(body.head(body.size(), memory.arrays()), 0, body.size(), StandardCharsets.UTF_8));
            return RequestJson.decode(body.head(body.size(), memory.arrays()), body.size(), parser -> {
                parser.skipChildren();
                RankingRequest request = RankingRequest.builder(served.manifest(), 0, deadline, memory)
                        .dense(0, new float[0])
                        .sparse(0, new Bags(0, new int[] {0}, new long[0], new float[0]))
                        .build();
                return new EchoRequest(request, body.size());
            });
        }

        @Override
        public void write(
                EchoRequest request,
                RankingAnswer answer,
                Supplier<@Nullable Explanation> explanation,
                AnswerBody body) {
            body.json(json -> {
                json.writeStartObject();
                json.writeNumberProperty("bytes", request.bytes());
                json.writeEndObject();
            });
        }
    }

    private static final class TextErrors implements ErrorFormat {

        @Override
        public MediaType contentType() {
            return MediaType.APPLICATION_JSON;
        }

        @Override
        public void write(Failure failure, String path, String requestId, JsonGenerator json) {
            json.writeString(failure.detail());
        }
    }
}
