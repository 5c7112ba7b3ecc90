package dev.outrank.ranking.http;

import dev.outrank.bundle.manifest.Manifest;
import dev.outrank.bundle.manifest.Source;
import dev.outrank.ranking.request.DefaultedTable;
import dev.outrank.ranking.request.RankingAnswer;
import dev.outrank.ranking.request.RankingRequest;
import dev.outrank.ranking.request.ScoreTensor;
import dev.outrank.ranking.request.ServedModel;
import dev.outrank.ranking.request.ShardUse;
import dev.outrank.ranking.request.StageTimings;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** A model whose scores are the first dense feature of candidate scope, or what a test says. */
public final class FakeServedModel implements ServedModel {

    private final Manifest manifest;
    private final String version;
    private final List<StageTimings> answered = new CopyOnWriteArrayList<>();
    private final List<Throwable> failures = new CopyOnWriteArrayList<>();
    private final AtomicInteger cancelled = new AtomicInteger();
    private Function<RankingRequest, Mono<RankingAnswer>> behaviour =
            request -> Mono.just(answer(request, List.of(), List.of()));
    private volatile @Nullable RankingRequest lastRequest;
    private final AtomicInteger inside = new AtomicInteger();
    private final AtomicInteger refusals = new AtomicInteger();

    public FakeServedModel(Manifest manifest, String version) {
        this.manifest = manifest;
        this.version = version;
    }

    @Override
    public String name() {
        return manifest.name();
    }

    @Override
    public String version() {
        return version;
    }

    @Override
    public Manifest manifest() {
        return manifest;
    }

    @Override
    public boolean enter() {
        if (refusals.get() > 0) {
            refusals.decrementAndGet();
            return false;
        }
        inside.incrementAndGet();
        return true;
    }

    @Override
    public void leave() {
        inside.decrementAndGet();
    }

    /** Returns how many have entered and not left. */
    public int inside() {
        return inside.get();
    }

    /** Has the next ones who would enter find it retired. */
    public void refuse(int times) {
        refusals.set(times);
    }

    @Override
    public Mono<RankingAnswer> rank(RankingRequest request) {
        lastRequest = request;
        return behaviour.apply(request);
    }

    @Override
    public void answered(RankingAnswer answer, StageTimings timings, long nanos) {
        answered.add(timings);
    }

    @Override
    public void failed(Throwable failure, long nanos) {
        failures.add(failure);
    }

    @Override
    public void cancelled(long nanos) {
        cancelled.incrementAndGet();
    }

    /** Returns the stages of each answer that was counted. */
    public List<StageTimings> answered() {
        return answered;
    }

    /** Returns the failures that were counted. */
    public List<Throwable> failures() {
        return failures;
    }

    /** Returns how many requests were counted whose callers went away. */
    public int cancelled() {
        return cancelled.get();
    }

    public @Nullable RankingRequest lastRequest() {
        return lastRequest;
    }

    public void answerWith(Mono<RankingAnswer> answer) {
        behaviour = request -> answer;
    }

    public void answerDegraded(DefaultedTable... defaulted) {
        behaviour = request -> Mono.just(answer(request, List.of(defaulted), List.of()));
    }

    public void answerWithout(List<String> lostShards, DefaultedTable... defaulted) {
        behaviour = request -> Mono.just(answer(request, List.of(defaulted), lostShards));
    }

    public void answerFrom(ShardUse... shards) {
        behaviour = request -> {
            RankingAnswer plain = answer(request, List.of(), List.of());
            return Mono.just(new RankingAnswer(
                    plain.model(),
                    plain.version(),
                    plain.candidates(),
                    plain.outputs(),
                    List.of(),
                    List.of(),
                    StageTimings.none(),
                    shards[0].shard(),
                    request.explain() ? List.of(shards) : List.of()));
        };
    }

    public void answerScores(float... scores) {
        behaviour = request -> Mono.just(new RankingAnswer(
                name(),
                version,
                scores.length,
                List.of(new ScoreTensor("score", 1, scores)),
                List.of(),
                List.of(),
                StageTimings.none()));
    }

    private RankingAnswer answer(RankingRequest request, List<DefaultedTable> defaulted, List<String> lostShards) {
        List<ScoreTensor> outputs = new ArrayList<>();
        for (String output : manifest.outputs()) {
            Source source = manifest.sources().get(output);
            int width = source == null ? 1 : source.width();
            outputs.add(new ScoreTensor(output, width, scores(request, width)));
        }
        return new RankingAnswer(
                name(), version, request.candidates(), outputs, defaulted, lostShards, StageTimings.none());
    }

    private float[] scores(RankingRequest request, int width) {
        int dense = manifest.features().dense().size() - 1;
        int denseWidth = manifest.features().dense().get(dense).width();
        float[] scores = new float[request.candidates() * width];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = request.dense(dense)[i / width * denseWidth];
        }
        return scores;
    }
}
