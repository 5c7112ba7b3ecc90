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

    /** Records a stage of one request that its interface did. */
    void record(Stage stage, long nanos);
}
