package dev.outrank.ranking.http;

import dev.outrank.lookup.Priority;
import dev.outrank.ranking.compute.Admission;
import dev.outrank.ranking.compute.ComputePool;
import dev.outrank.ranking.memory.ArrayPool;
import dev.outrank.ranking.memory.RequestMemory;
import dev.outrank.ranking.request.Deadline;
import dev.outrank.ranking.request.DeadlineExceededException;
import dev.outrank.ranking.request.ModelCatalog;
import dev.outrank.ranking.request.ModelNotReadyException;
import dev.outrank.ranking.request.RankingAnswer;
import dev.outrank.ranking.request.RankingRequest;
import dev.outrank.ranking.request.ScoreTensor;
import dev.outrank.ranking.request.ServedModel;
import dev.outrank.ranking.request.Stage;
import dev.outrank.ranking.request.StageTimings;
import dev.outrank.telemetry.trace.RequestSpan;
import io.opentelemetry.context.Scope;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
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

    /** Each failed one means another revision of the registry meanwhile. */
    private static final int MOST_CHOICES = 10;

    /** The model gives up at the deadline by itself and knows best what it waited for; this is for bodies that do not end. */
    private static final Duration GRACE = Duration.ofMillis(50);

    private final ModelCatalog catalog;
    private final Bodies bodies;
    private final BodyBudget budget;
    private final RequestTimeouts timeouts;
    private final Admission admission;
    private final ComputePool compute;
    private final ArrayPool arrays;

    RankingEndpoint(
            ModelCatalog catalog,
            Bodies bodies,
            BodyBudget budget,
            RequestTimeouts timeouts,
            Admission admission,
            ComputePool compute,
            ArrayPool arrays) {
        this.catalog = catalog;
        this.bodies = bodies;
        this.budget = budget;
        this.timeouts = timeouts;
        this.admission = admission;
        this.compute = compute;
        this.arrays = arrays;
    }

    /**
     * Returns the model that the path names, in its active version where it names none.
     *
     * @throws ModelNotReadyException before the registry was heard of, when no model is known to be unknown
     */
    public ServedModel model(ServerRequest http) {
        requireReady();
        Map<String, String> path = http.pathVariables();
        return catalog.require(http.pathVariable("model"), path.get("version"));
    }

    /** Returns the same for a request that is to be ranked, some of which a canary answers. */
    private ServedModel chosen(ServerRequest http) {
        if (http.pathVariables().containsKey("version")) {
            return model(http);
        }
        requireReady();
        return catalog.choose(http.pathVariable("model"), RoutingKeys.of(http));
    }

    private void requireReady() {
        if (!catalog.ready()) {
            throw new ModelNotReadyException(
                    "models: none loaded yet (expected: a snapshot of the registry; try again soon)");
        }
    }

    /** Serves one request in a format. */
    public <R extends DecodedRequest> Mono<ServerResponse> serve(ServerRequest http, RequestFormat<R> format) {
        Priority priority = RequestPriorities.of(http.headers().firstHeader(RequestPriorities.HEADER));
        Deadline deadline =
                timeouts.deadline(http.headers().firstHeader(RequestTimeouts.HEADER), http.pathVariable("model"));
        ServedModel model = chosen(http);
        if (deadline.expired()) {
            return Mono.error(tooLate("before it was read"));
        }
        return Mono.defer(() -> {
            Admission.Pass pass = admission.enter(priority, deadline.remaining());
            RequestMemory memory = RequestMemory.of(arrays);
            memory.own(pass::close);
            ServedModel entered;
            try {
                entered = entered(http, model);
            } catch (RuntimeException none) {
                memory.end();
                throw none;
            }
            memory.own(entered::leave);
            RequestSpan span = RequestSpan.of(http.exchange());
            RequestTraces.chosen(span, entered);
            return serve(new Exchange<>(http, format, entered, deadline, priority, pass, memory, span))
                    .contextWrite(span::into);
        });
    }

    /** A version may be retired between its choice and here; whoever names none is then answered by the one after it, which can be chosen before the first is retired. */
    private ServedModel entered(ServerRequest http, ServedModel first) {
        ServedModel model = first;
        for (int choice = 0; choice < MOST_CHOICES; choice++) {
            if (model.enter()) {
                return model;
            }
            model = chosen(http);
        }
        throw new ModelNotReadyException("model '" + first.name() + "' version '" + first.version()
                + "': just retired (expected: a version that is served; ask again)");
    }

    /** The answer's body is released with the rest of the request's memory unless it has come to the response by then. */
    private <R extends DecodedRequest> Mono<ServerResponse> serve(Exchange<R> exchange) {
        BodyBudget.Share share = budget.open(exchange.priority());
        exchange.memory().own(share::close);
        return read(exchange, share)
                .flatMap(body -> decode(exchange, body))
                .flatMap(decoded -> rank(exchange, decoded))
                .timeout(
                        exchange.deadline().remaining().plus(GRACE),
                        Mono.error(() -> tooLate("before the answer was there")))
                // Before the caller hears of it, who may come again at once.
                .doOnNext(encoded -> exchange.pass().close())
                .flatMap(RankingEndpoint::respond)
                .doOnError(failure -> exchange.memory().end())
                .doFinally(signal -> exchange.memory().end());
    }

    private <R extends DecodedRequest> Mono<ReceivedBody> read(Exchange<R> exchange, BodyBudget.Share share) {
        try {
            return bodies.read(exchange.http(), exchange.format().bodyForm(), share, exchange.memory());
        } catch (RuntimeException refused) {
            return Mono.error(refused);
        }
    }

    private <R extends DecodedRequest> Mono<Decoded<R>> decode(Exchange<R> exchange, ReceivedBody body) {
        compute.requireRoom(exchange.priority());
        long queued = System.nanoTime();
        return Mono.fromCallable(() -> decodeHeld(exchange, body, queued)).subscribeOn(compute.scheduler());
    }

    /** Returns null, which completes in silence, where the request has ended: nobody listens then. */
    private static <R extends DecodedRequest> @Nullable Decoded<R> decodeHeld(
            Exchange<R> exchange, ReceivedBody body, long queued) {
        RequestMemory memory = exchange.memory();
        if (!memory.hold()) {
            return null;
        }
        try {
            if (exchange.deadline().expired()) {
                throw tooLate("before it was decoded");
            }
            long started = System.nanoTime();
            R request = exchange.format().decode(body, exchange.model(), exchange.deadline(), memory);
            return new Decoded<>(request, started - queued, System.nanoTime() - started);
        } finally {
            memory.release();
        }
    }

    private <R extends DecodedRequest> Mono<Encoded> rank(Exchange<R> exchange, Decoded<R> decoded) {
        if (exchange.deadline().expired()) {
            return Mono.error(tooLate("after it was decoded"));
        }
        RankingRequest ranking = decoded.request().ranking().withPriority(exchange.priority());
        return exchange.model().rank(ranking).map(answer -> encode(exchange, decoded, answer));
    }

    private static <R extends DecodedRequest> Encoded encode(
            Exchange<R> exchange, Decoded<R> decoded, RankingAnswer answer) {
        long started = System.nanoTime();
        AnswerBody body = new AnswerBody(expectedBytes(answer));
        exchange.memory().own(body::closeUnlessHandedOver);
        exchange.format().write(decoded.request(), answer, body);
        StageTimings timings = answer.timings()
                .with(Stage.QUEUE, answer.timings().nanos(Stage.QUEUE) + decoded.queueNanos())
                .with(Stage.DECODE, decoded.decodeNanos())
                .with(Stage.ENCODE, System.nanoTime() - started);
        RequestTraces.answered(exchange.span(), answer);
        try (Scope _ = exchange.span().current()) {
            exchange.model().record(Stage.DECODE, timings.nanos(Stage.DECODE));
            exchange.model().record(Stage.ENCODE, timings.nanos(Stage.ENCODE));
        }
        return new Encoded(body, timings);
    }

    private static int expectedBytes(RankingAnswer answer) {
        long scores = 0;
        for (ScoreTensor output : answer.outputs()) {
            scores += output.values().length;
        }
        return (int) Math.min(BYTES_AROUND_SCORES + scores * BYTES_PER_SCORE, 1 << 20);
    }

    private static Mono<ServerResponse> respond(Encoded encoded) {
        AnswerBody body = encoded.body();
        ServerResponse.BodyBuilder response = ServerResponse.ok()
                .contentType(body.contentType())
                .contentLength(body.size())
                .header("Server-Timing", encoded.timings().serverTiming());
        body.headers().forEach(response::header);
        body.handOver();
        return response.body((message, context) ->
                message.writeWith(Mono.fromSupplier(body::take)).doFinally(signal -> body.close()));
    }

    private static DeadlineExceededException tooLate(String when) {
        return new DeadlineExceededException("deadline: the request's time ran out " + when
                + " (expected: more time, header " + RequestTimeouts.HEADER + ")");
    }

    /** What one request brings along. */
    private record Exchange<R extends DecodedRequest>(
            ServerRequest http,
            RequestFormat<R> format,
            ServedModel model,
            Deadline deadline,
            Priority priority,
            Admission.Pass pass,
            RequestMemory memory,
            RequestSpan span) {}

    private record Decoded<R extends DecodedRequest>(R request, long queueNanos, long decodeNanos) {}

    private record Encoded(AnswerBody body, StageTimings timings) {}
}
