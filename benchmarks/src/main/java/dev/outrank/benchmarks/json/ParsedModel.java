package dev.outrank.benchmarks.json;

import dev.outrank.bundle.manifest.Manifest;
import dev.outrank.ranking.request.RankingAnswer;
import dev.outrank.ranking.request.RankingRequest;
import dev.outrank.ranking.request.ServedModel;
import dev.outrank.ranking.request.StageTimings;
import reactor.core.publisher.Mono;

/**
 * A model whose requests are only read.
 *
 * @param manifest what it takes
 */
record ParsedModel(Manifest manifest) implements ServedModel {

    @Override
    public String name() {
        return manifest.name();
    }

    @Override
    public String version() {
        return "1";
    }

    @Override
    public Mono<RankingAnswer> rank(RankingRequest request) {
        return Mono.error(new UnsupportedOperationException("rank: called (expected: requests are only read)"));
    }

    @Override
    public void answered(RankingAnswer answer, StageTimings timings, long nanos) {}

    @Override
    public void failed(Throwable failure, long nanos) {}

    @Override
    public void cancelled(long nanos) {}
}
