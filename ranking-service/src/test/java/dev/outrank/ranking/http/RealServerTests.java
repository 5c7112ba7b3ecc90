package dev.outrank.ranking.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrank.bundle.bags.Bags;
import dev.outrank.ranking.compute.ComputePool;
import dev.outrank.ranking.json.RequestJson;
import dev.outrank.ranking.request.Deadline;
import dev.outrank.ranking.request.RankingAnswer;
import dev.outrank.ranking.request.RankingRequest;
import dev.outrank.ranking.request.ServedModel;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ReactorHttpHandlerAdapter;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.reactive.function.server.RouterFunctions;
import reactor.core.publisher.Flux;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import tools.jackson.core.JsonGenerator;

/** The shared way of a request behind a real server, where BlockHound watches the event loops. */
final class RealServerTests {

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final ComputePool compute = new ComputePool(1, 100, meters);
    private final FakeServedModel model = new FakeServedModel(TestModels.weighted(), "3");
    private final EchoFormat format = new EchoFormat();
    private DisposableServer server = HttpServer.create().port(0).bindNow();
    private WebTestClient client = WebTestClient.bindToServer().build();

    @BeforeEach
    void start() {
        server.disposeNow();
        RankingEndpoint endpoint = TestEndpoints.over(new FakeModelCatalog(model), compute, meters);
        var routes = new HttpRoutes()
                .add(HttpMethod.POST, "/echo/{model}", http -> endpoint.serve(http, format))
                .build("/**", new TextErrors());
        server = HttpServer.create()
                .host("127.0.0.1")
                .port(0)
                .handle(new ReactorHttpHandlerAdapter(RouterFunctions.toHttpHandler(routes)))
                .bindNow();
        client = WebTestClient.bindToServer()
                .baseUrl("http://127.0.0.1:" + server.port())
                .build();
    }

    @AfterEach
    void stop() {
        server.disposeNow();
        compute.close();
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

        @Override
        public EchoRequest decode(byte[] body, ServedModel served, Deadline deadline) {
            thread.set(Thread.currentThread().getName());
            return RequestJson.decode(body, parser -> {
                parser.skipChildren();
                RankingRequest request = RankingRequest.builder(served.manifest(), 0, deadline)
                        .dense(0, new float[0])
                        .sparse(0, new Bags(0, new int[] {0}, new long[0], new float[0]))
                        .build();
                return new EchoRequest(request, body.length);
            });
        }

        @Override
        public void write(EchoRequest request, RankingAnswer answer, JsonGenerator json) {
            json.writeStartObject();
            json.writeNumberProperty("bytes", request.bytes());
            json.writeEndObject();
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
