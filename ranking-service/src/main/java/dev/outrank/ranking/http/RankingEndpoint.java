package dev.outrank.ranking.http;

import dev.outrank.ranking.compute.ComputePool;
import dev.outrank.ranking.observe.RankingMetric;
import dev.outrank.ranking.request.Deadline;
import dev.outrank.ranking.request.DeadlineExceededException;
import dev.outrank.ranking.request.ModelCatalog;
import dev.outrank.ranking.request.ModelNotReadyException;
import dev.outrank.ranking.request.RankingAnswer;
import dev.outrank.ranking.request.ServedModel;
import dev.outrank.ranking.request.Stage;
import dev.outrank.ranking.request.StageTimings;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/**
 * The way of a ranking request: the version is chosen once, the body is decoded on a CPU thread, the model ranks, the answer is written.
 *
 * <p>Thread-safe. Path variables: {@code model}, and {@code version} where the path has one.
 */
public final class RankingEndpoint {

    /** A float32 takes 9 to 12 characters and a comma. */
    private static final int BYTES_PER_SCORE = 14;

    private static final int BYTES_AROUND_SCORES = 512;

    /** The model gives up at the deadline by itself and knows best what it waited for; this is for bodies that do not end. */
    private static final Duration GRACE = Duration.ofMillis(50);

    private final ModelCatalog catalog;
    private final JsonBodies bodies;
    private final BodyBudget budget;
    private final RequestTimeouts timeouts;
    private final ComputePool compute;
    private final MeterRegistry meters;

    RankingEndpoint(
            ModelCatalog catalog,
            JsonBodies bodies,
            BodyBudget budget,
            RequestTimeouts timeouts,
            ComputePool compute,
            MeterRegistry meters) {
        this.catalog = catalog;
        this.bodies = bodies;
        this.budget = budget;
        this.timeouts = timeouts;
        this.compute = compute;
        this.meters = meters;
    }

    /**
     * Returns the model that the path names.
     *
     * @throws ModelNotReadyException before the registry was heard of, when no model is known to be unknown
     */
    public ServedModel model(ServerRequest http) {
        if (!catalog.ready()) {
            throw new ModelNotReadyException(
                    "models: none loaded yet (expected: a snapshot of the registry; try again soon)");
        }
        Map<String, String> path = http.pathVariables();
        return catalog.require(http.pathVariable("model"), path.get("version"));
    }

    /** Serves one request in a format. */
    public <R extends DecodedRequest> Mono<ServerResponse> serve(ServerRequest http, RequestFormat<R> format) {
        Deadline deadline = timeouts.deadline(http.headers().firstHeader(RequestTimeouts.HEADER));
        ServedModel model = model(http);
        if (deadline.expired()) {
            return Mono.error(tooLate("before it was read"));
        }
        Mono<Encoded> answer = Mono.using(budget::open, share -> bodies.read(http, share)
                .flatMap(body -> decode(body, model, deadline, format))
                .flatMap(decoded -> rank(decoded, model, deadline, format)));
        return answer.timeout(
                        deadline.remaining().plus(GRACE), Mono.error(() -> tooLate("before the answer was there")))
                .flatMap(RankingEndpoint::respond);
    }

    private <R extends DecodedRequest> Mono<Decoded<R>> decode(
            byte[] body, ServedModel model, Deadline deadline, RequestFormat<R> format) {
        compute.requireRoom();
        long queued = System.nanoTime();
        return Mono.fromCallable(() -> {
                    long started = System.nanoTime();
                    R request = format.decode(body, model, deadline);
                    return new Decoded<>(request, started - queued, System.nanoTime() - started);
                })
                .subscribeOn(compute.scheduler());
    }

    private <R extends DecodedRequest> Mono<Encoded> rank(
            Decoded<R> decoded, ServedModel model, Deadline deadline, RequestFormat<R> format) {
        if (deadline.expired()) {
            return Mono.error(tooLate("after it was decoded"));
        }
        return model.rank(decoded.request().ranking()).map(answer -> encode(decoded, answer, format));
    }

    private <R extends DecodedRequest> Encoded encode(
            Decoded<R> decoded, RankingAnswer answer, RequestFormat<R> format) {
        long started = System.nanoTime();
        long scores = answer.outputs().stream()
                .mapToLong(output -> output.values().length)
                .sum();
        int expectedBytes = (int) Math.min(BYTES_AROUND_SCORES + scores * BYTES_PER_SCORE, 1 << 20);
        ByteBuffer body = JsonResponses.write(expectedBytes, json -> format.write(decoded.request(), answer, json));
        StageTimings timings = answer.timings()
                .with(Stage.QUEUE, answer.timings().nanos(Stage.QUEUE) + decoded.queueNanos())
                .with(Stage.DECODE, decoded.decodeNanos())
                .with(Stage.ENCODE, System.nanoTime() - started);
        record(answer, timings, Stage.DECODE);
        record(answer, timings, Stage.ENCODE);
        return new Encoded(body, timings);
    }

    private void record(RankingAnswer answer, StageTimings timings, Stage stage) {
        Tags tags = Tags.of("model", answer.model(), "version", answer.version(), "stage", stage.label());
        meters.timer(RankingMetric.STAGE.meterName(), tags).record(timings.nanos(stage), TimeUnit.NANOSECONDS);
    }

    private static Mono<ServerResponse> respond(Encoded encoded) {
        return JsonResponses.of(
                ServerResponse.ok()
                        .contentType(MediaType.APPLICATION_JSON)
                        .header("Server-Timing", encoded.timings().serverTiming()),
                encoded.body());
    }

    private static DeadlineExceededException tooLate(String when) {
        return new DeadlineExceededException("deadline: the request's time ran out " + when
                + " (expected: more time, header " + RequestTimeouts.HEADER + ")");
    }

    private record Decoded<R extends DecodedRequest>(R request, long queueNanos, long decodeNanos) {}

    private record Encoded(ByteBuffer body, StageTimings timings) {}
}
