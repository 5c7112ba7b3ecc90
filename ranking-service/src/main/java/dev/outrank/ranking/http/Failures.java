package dev.outrank.ranking.http;

import dev.outrank.bundle.failure.CallerException;
import dev.outrank.bundle.failure.CapacityException;
import dev.outrank.bundle.failure.DependencyException;
import dev.outrank.bundle.failure.InternalException;
import dev.outrank.bundle.failure.OutrankException;
import dev.outrank.ranking.compute.TooLittleTimeException;
import dev.outrank.ranking.json.InvalidFieldException;
import dev.outrank.ranking.json.MalformedJsonException;
import dev.outrank.ranking.json.NonFiniteScoreException;
import dev.outrank.ranking.request.DeadlineExceededException;
import dev.outrank.ranking.request.ModelNotReadyException;
import dev.outrank.ranking.request.OverloadedException;
import dev.outrank.ranking.request.PayloadTooLargeException;
import dev.outrank.ranking.request.ShardUnavailableException;
import dev.outrank.ranking.request.UnknownModelException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import org.springframework.http.HttpHeaders;
import reactor.core.Exceptions;

/** The one place where exceptions become failures with a status. */
final class Failures {

    /** Tells the gateway a refusal that says nothing about requests with more time. */
    private static final String REFUSAL_HEADER = "Outrank-Refusal";

    private static final String REFUSED_FOR_TIME = "time";
    private static final Duration DEFAULT_PAUSE = Duration.ofSeconds(1);

    private Failures() {}

    static Failure of(Throwable thrown, String requestId) {
        return switch (Exceptions.unwrap(thrown)) {
            case OutrankException known -> ofKnown(known, requestId);
            case RejectedExecutionException rejected ->
                Failure.of(FailureKind.OVERLOADED, "cpu queue: full (expected: a free place; try again)")
                        .withHeader(HttpHeaders.RETRY_AFTER, seconds(DEFAULT_PAUSE));
            case Throwable unknown -> internal(requestId);
        };
    }

    private static Failure ofKnown(OutrankException thrown, String requestId) {
        return switch (thrown) {
            case CallerException caller -> ofCaller(caller);
            case OverloadedException overloaded -> overloaded(overloaded, overloaded.retryAfter());
            case TooLittleTimeException late -> late(late);
            case CapacityException capacity -> overloaded(capacity, DEFAULT_PAUSE);
            case DependencyException dependency -> Failure.of(kindOf(dependency), message(dependency));
            case InternalException internal -> internal(requestId);
        };
    }

    private static Failure ofCaller(CallerException thrown) {
        String detail = message(thrown);
        return switch (thrown) {
            case InvalidFieldException field -> new Failure(FailureKind.INVALID_INPUT, detail, field.field(), Map.of());
            case MalformedJsonException malformed -> Failure.of(FailureKind.MALFORMED_JSON, detail);
            case PayloadTooLargeException large -> Failure.of(FailureKind.PAYLOAD_TOO_LARGE, detail);
            case UnknownModelException unknown -> Failure.of(FailureKind.UNKNOWN_MODEL, detail);
            case UnknownPathException unknown -> Failure.of(FailureKind.NOT_FOUND, detail);
            case UnsupportedBodyException unsupported -> Failure.of(FailureKind.UNSUPPORTED_MEDIA_TYPE, detail);
            case NonFiniteScoreException score -> Failure.of(FailureKind.NON_FINITE_SCORE, detail);
            case WrongMethodException wrong ->
                Failure.of(FailureKind.METHOD_NOT_ALLOWED, detail).withHeader(HttpHeaders.ALLOW, wrong.allowed());
            default -> Failure.of(FailureKind.INVALID_INPUT, detail);
        };
    }

    private static FailureKind kindOf(DependencyException thrown) {
        return switch (thrown) {
            case ShardUnavailableException shard -> FailureKind.SHARD_UNAVAILABLE;
            case ModelNotReadyException model -> FailureKind.MODEL_NOT_READY;
            case DeadlineExceededException deadline -> FailureKind.DEADLINE_EXCEEDED;
            default -> FailureKind.DEPENDENCY_FAILED;
        };
    }

    private static Failure late(TooLittleTimeException thrown) {
        Failure failure = overloaded(thrown, thrown.retryAfter());
        return thrown.isHasty() ? failure.withHeader(REFUSAL_HEADER, REFUSED_FOR_TIME) : failure;
    }

    private static Failure overloaded(CapacityException thrown, Duration pause) {
        return Failure.of(FailureKind.OVERLOADED, message(thrown)).withHeader(HttpHeaders.RETRY_AFTER, seconds(pause));
    }

    private static Failure internal(String requestId) {
        return Failure.of(
                FailureKind.INTERNAL, "internal error; the log of ranking-service has it under request " + requestId);
    }

    private static String seconds(Duration pause) {
        return Long.toString(Math.max(1, pause.plusMillis(999).toSeconds()));
    }

    private static String message(OutrankException thrown) {
        String message = thrown.getMessage();
        return message == null ? thrown.category().name() : message;
    }
}
