package dev.outrank.workbench.lifecycle;

import dev.outrank.bundle.Bundle;
import dev.outrank.workbench.checked.CheckedRequest;
import dev.outrank.workbench.checked.KnownScores;
import dev.outrank.workbench.checked.Questionnaire;
import dev.outrank.workbench.generate.BundleGenerator;
import dev.outrank.workbench.generate.GenerateSettings;
import dev.outrank.workbench.progress.Progress;
import dev.outrank.workbench.requests.EmptyBags;
import dev.outrank.workbench.requests.GeneratedRequest;
import dev.outrank.workbench.requests.RankJson;
import dev.outrank.workbench.requests.RequestGenerator;
import dev.outrank.workbench.score.LocalScorer;
import dev.outrank.workbench.stack.PackedModels;
import dev.outrank.workbench.stack.ReplicaShape;
import dev.outrank.workbench.stack.StackModel;
import dev.outrank.workbench.workload.SmallWorkload;
import dev.outrank.workbench.workload.Workload;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * Contents of one model that differ, and questions whose scores are known for each of them.
 *
 * @param a what serves at first
 * @param b the same shape with other rows and nets
 * @param shifted {@code a} with a bias that lifts every score
 * @param slow {@code a}'s features with nets that take far longer
 * @param failing {@code a} with scores that are no numbers
 * @param questions one after the other, and from the first again
 */
record Library(
        Contents a, Contents b, Contents shifted, Contents slow, Contents failing, List<VersionedQuestion> questions)
        implements Questionnaire {

    static final String MODEL = "lifecycle";

    private static final int QUESTIONS = 64;
    private static final int CANDIDATES = 16;
    private static final float LIFT = 3;

    /** With 26 tables of 16 numbers more than {@link LifecycleRun#SHARD_BYTES} for each of two shards. */
    private static final long MANY_ROWS = 50_000;

    /** Two layers of this width cost milliseconds where the usual ones cost a fraction of one. */
    private static final int WIDE = 3_072;

    Library {
        questions = List.copyOf(questions);
    }

    /** Generates and packs everything in a directory, and computes the scores. */
    static Library generate(Path directory, ReplicaShape shape, long seed, VersionBook book) {
        Shelf shelf = new Shelf(directory, shape);
        Workload usual = SmallWorkload.of(MODEL);
        Contents a = shelf.generate("a", usual, seed);
        Contents b = shelf.generate("b", usual, seed + 1);
        Contents slow = shelf.generate("slow", SmallWorkload.withTop(MODEL, List.of(WIDE, WIDE, 1)), seed);
        Contents shifted = shelf.edited("shifted", a, LIFT);
        Contents failing = shelf.edited("failing", a, Float.NaN);
        List<Contents> scored = List.of(a, b, slow, shifted);
        return new Library(a, b, shifted, slow, failing, questions(scored, usual, seed, book));
    }

    /** Where contents are made. */
    private record Shelf(Path directory, ReplicaShape shape) {

        Contents generate(String name, Workload workload, long seed) {
            Path bundle = directory.resolve(name);
            BundleGenerator.generate(GenerateSettings.of(workload, 1, seed), bundle, Progress.silent());
            return packed(name, bundle);
        }

        Contents edited(String name, Contents original, float bias) {
            return packed(name, EditedBundle.withLastBias(original.files().bundle(), directory.resolve(name), bias));
        }

        private Contents packed(String name, Path bundle) {
            return new Contents(
                    name, PackedModels.prepare(bundle, shape.shards(), shape.replicas(), directory.resolve("packed")));
        }
    }

    /** Makes contents of the same model whose shards have no room beside what is loaded. */
    StackModel tooLarge(Path directory, ReplicaShape shape) {
        return new Shelf(directory, shape)
                .generate("large", SmallWorkload.withRows(MODEL, MANY_ROWS), 1)
                .files();
    }

    private static List<VersionedQuestion> questions(
            List<Contents> scored, Workload workload, long seed, VersionBook book) {
        RequestGenerator generator = RequestGenerator.of(
                Bundle.open(scored.getFirst().files().bundle()).manifest(), workload, seed);
        List<GeneratedRequest> requests = LongStream.range(0, QUESTIONS)
                .mapToObj(number -> generator.request(number, CANDIDATES, EmptyBags.AS_DRAWN))
                .toList();
        Map<String, List<KnownScores>> scores = new HashMap<>();
        scored.forEach(contents -> scores.put(contents.name(), scores(contents, requests)));
        return LongStream.range(0, QUESTIONS)
                .mapToObj(number -> question(requests.get((int) number), (int) number, scores, book))
                .toList();
    }

    private static List<KnownScores> scores(Contents contents, List<GeneratedRequest> requests) {
        try (LocalScorer scorer = LocalScorer.open(Bundle.open(contents.files().bundle()))) {
            return requests.stream()
                    .map(request -> new KnownScores(scorer.score(request)))
                    .toList();
        }
    }

    private static VersionedQuestion question(
            GeneratedRequest request, int number, Map<String, List<KnownScores>> scores, VersionBook book) {
        Map<String, KnownScores> known = new HashMap<>();
        scores.forEach((name, all) -> known.put(name, all.get(number)));
        return new VersionedQuestion(
                "/v1/models/" + MODEL + ":rank", request.candidateIds(), RankJson.columns(request), known, book);
    }

    @Override
    public CheckedRequest request(int number) {
        return questions.get(Math.floorMod(number, questions.size()));
    }
}
