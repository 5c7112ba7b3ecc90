package dev.outrank.ranking.request;

import dev.outrank.bundle.manifest.Manifest;
import reactor.core.publisher.Mono;

/** One version of a model that this service answers for. Safe for use by many threads. */
public interface ServedModel {

    /** Returns the model's name. */
    String name();

    /** Returns the version. */
    String version();

    /** Returns what the version's inputs and outputs are. */
    Manifest manifest();

    /** Keeps the version from being closed until {@link #leave}; returns false once it was retired, when another one is to be chosen. */
    default boolean enter() {
        return true;
    }

    /** Ends what {@link #enter} began. */
    default void leave() {
        // Never closed.
    }

    /**
     * Ranks the candidates of a request; nothing happens before subscription, and the subscribing thread is never blocked.
     *
     * <p>Fails with {@link InvalidInputException}, {@link ShardUnavailableException}, {@link OverloadedException},
     * {@link DeadlineExceededException} or {@link ModelNotReadyException}, the last where the version was retired before the caller has entered.
     */
    Mono<RankingAnswer> rank(RankingRequest request);

    /**
     * Counts an answer of {@link #rank} that is written.
     *
     * @param timings all stages of the request
     * @param nanos since the request's body had come
     */
    void answered(RankingAnswer answer, StageTimings timings, long nanos);

    /** Counts a request that failed, wherever on its way, {@code nanos} after its body had come. */
    void failed(Throwable failure, long nanos);

    /** Counts a request whose caller went away. */
    void cancelled(long nanos);
}
