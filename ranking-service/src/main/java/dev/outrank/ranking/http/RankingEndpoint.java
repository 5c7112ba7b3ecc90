package dev.outrank.ranking.http;

import dev.outrank.lookup.Priority;
import dev.outrank.ranking.compute.Admission;
import dev.outrank.ranking.compute.ComputePool;
import dev.outrank.ranking.memory.ArrayPool;
import dev.outrank.ranking.memory.RequestMemory;
import dev.outrank.ranking.observe.SlowRequestLog;
import dev.outrank.ranking.request.Deadline;
import dev.outrank.ranking.request.DeadlineExceededException;
import dev.outrank.ranking.request.Explanation;
import dev.outrank.ranking.request.ModelCatalog;
import dev.outrank.ranking.request.ModelNotReadyException;
import dev.outrank.ranking.request.RankingAnswer;
import dev.outrank.ranking.request.RankingRequest;
import dev.outrank.ranking.request.ScoreTensor;
import dev.outrank.ranking.request.ServedModel;
import dev.outrank.ranking.request.Stage;
import dev.outrank.ranking.request.StageClock;
import dev.outrank.ranking.request.StageTimings;
import dev.outrank.telemetry.trace.RequestSpan;
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

    /** The version that made all scores of an answer. */
    private static final String VERSION_HEADER = "Outrank-Model-Version";

    /** Says {@code true} on an answer with default rows, for those who do not read its body. */
    private static final String DEGRADED_HEADER = "Outrank-Degraded";

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
    private final SlowRequestLog slow;

    RankingEndpoint(
            ModelCatalog catalog,
            Bodies bodies,
            BodyBudget budget,
            RequestTimeouts timeouts,
            Admission admission,
            ComputePool compute,
            ArrayPool arrays,
            SlowRequestLog slow) {
        this.catalog = catalog;
        this.bodies = bodies;
        this.budget = budget;
        this.timeouts = timeouts;
        this.admission = admission;
        this.compute = compute;
        this.arrays = arrays;
        this.slow = slow;
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
        boolean explain = ExplainRequests.of(http);
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
            try {
                ServedModel entered = entered(http, model);
                memory.own(entered::leave);
                RequestSpan span = RequestSpan.of(http.exchange());
                RequestTraces.chosen(span, entered);
                RequestEnd end = new RequestEnd(entered, slow, span, () -> RequestIds.ofResponse(http));
                return serve(new Exchange<>(http, format, entered, deadline, priority, explain, pass, memory, end))
                        .contextWrite(span::into);
            } catch (RuntimeException none) {
                memory.end();
                throw none;
            }
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
                .doOnError(failure -> {
                    exchange.end().failed(failure);
                    exchange.memory().end();
                })
                .doOnCancel(exchange.end()::cancelled)
                .doFinally(signal -> exchange.memory().end());
    }

    private <R extends DecodedRequest> Mono<ReceivedBody> read(Exchange<R> exchange, BodyBudget.Share share) {
        try {
            return bodies.read(exchange.http(), exchange.format().bodyForm(), share, exchange.memory());
        } catch (RuntimeException refused) {
            return Mono.error(refused);
        }
    }

    private <R extends DecodedRequest> Mono<R> decode(Exchange<R> exchange, ReceivedBody body) {
        exchange.end().clock().restart();
        compute.requireRoom(exchange.priority());
        return Mono.fromCallable(() -> decodeHeld(exchange, body)).subscribeOn(compute.scheduler());
    }

    /** Returns null, which completes in silence, where the request has ended: nobody listens then. */
    private static <R extends DecodedRequest> @Nullable R decodeHeld(Exchange<R> exchange, ReceivedBody body) {
        RequestMemory memory = exchange.memory();
        if (!memory.hold()) {
            return null;
        }
        try {
            if (exchange.deadline().expired()) {
                throw tooLate("before it was decoded");
            }
            exchange.end().clock().lap(Stage.QUEUE);
            R request = exchange.format().decode(body, exchange.model(), exchange.deadline(), memory);
            exchange.end().decoded(request.ranking().candidates());
            exchange.end().clock().lap(Stage.DECODE);
            return request;
        } finally {
            memory.release();
        }
    }

    private <R extends DecodedRequest> Mono<Encoded> rank(Exchange<R> exchange, R decoded) {
        if (exchange.deadline().expired()) {
            return Mono.error(tooLate("after it was decoded"));
        }
        RankingRequest ranking = decoded.ranking()
                .withPriority(exchange.priority())
                .attributed(exchange.end().clock(), exchange.explain());
        return exchange.model().rank(ranking).map(answer -> encode(exchange, decoded, answer));
    }

    /** Counts the answer only once it is written: its last stage is over then. */
    private static <R extends DecodedRequest> Encoded encode(Exchange<R> exchange, R request, RankingAnswer answer) {
        StageClock clock = exchange.end().clock();
        AnswerBody body = new AnswerBody(expectedBytes(answer));
        exchange.memory().own(body::closeUnlessHandedOver);
        exchange.format().write(request, answer, () -> exchange.explain() ? explanation(clock, answer) : null, body);
        clock.lap(Stage.ENCODE);
        long total = clock.elapsedNanos();
        StageTimings timings = clock.timings();
        exchange.end().answered(answer, timings, total);
        return new Encoded(body, answer.version(), answer.degraded(), timings.serverTiming(total));
    }

    /** What comes after it, the rest of a body with binary tensors, is in the answer's headers alone. */
    private static Explanation explanation(StageClock clock, RankingAnswer answer) {
        clock.lap(Stage.ENCODE);
        return new Explanation(clock.elapsedNanos(), clock.timings(), answer.shards(), answer.slowestShard());
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
                .header(VERSION_HEADER, encoded.version())
                .header("Server-Timing", encoded.serverTiming());
        if (encoded.degraded()) {
            response.header(DEGRADED_HEADER, "true");
        }
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
            boolean explain,
            Admission.Pass pass,
            RequestMemory memory,
            RequestEnd end) {}

    private record Encoded(AnswerBody body, String version, boolean degraded, String serverTiming) {}
}
