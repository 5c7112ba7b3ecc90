package dev.outrank.workbench.chaos;

import dev.outrank.bundle.Bundle;
import dev.outrank.bundle.bags.Bags;
import dev.outrank.bundle.manifest.Manifest;
import dev.outrank.bundle.manifest.SparseFeature;
import dev.outrank.bundle.plan.Placement;
import dev.outrank.bundle.plan.PlanFormat;
import dev.outrank.workbench.checked.KnownScores;
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
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * One small model under two names, with questions whose scores are known: {@code chaos} fails where a shard is lost, {@code chaos-default} has zeros stand in.
 *
 * @param packed both, ready to register
 * @param questions for either
 */
record ChaosModel(List<StackModel> packed, List<Question> questions) {

    /** The shard that is lost in the scenes that lose one. */
    static final int LOST_SHARD = 1;

    /** The same, as answers name it. */
    static final String LOST_SERVICE = "embedding-" + LOST_SHARD;

    private static final String NAME = "chaos";
    private static final String LENIENT = NAME + "-default";
    private static final int QUESTIONS = 64;
    private static final int CANDIDATES = 16;

    ChaosModel {
        packed = List.copyOf(packed);
        questions = List.copyOf(questions);
    }

    /** Generates and packs the model in a directory, and computes the scores. */
    static ChaosModel generate(Path directory, ReplicaShape shape, long seed) {
        Workload workload = SmallWorkload.of(NAME);
        Path strict = directory.resolve(NAME);
        BundleGenerator.generate(GenerateSettings.of(workload, 1, seed), strict, Progress.silent());
        Path lenient = LenientBundle.copy(strict, directory.resolve(LENIENT), LENIENT);
        List<StackModel> packed = List.of(strict, lenient).stream()
                .map(bundle ->
                        PackedModels.prepare(bundle, shape.shards(), shape.replicas(), directory.resolve("packed")))
                .toList();
        return new ChaosModel(packed, questions(strict, packed.getFirst(), workload, seed));
    }

    private static List<Question> questions(Path directory, StackModel packed, Workload workload, long seed) {
        Bundle bundle = Bundle.open(directory);
        Map<String, Placement> lost =
                PlanFormat.read(packed.shards().resolve(PlanFormat.FILE_NAME))
                        .shards()
                        .get(LOST_SHARD)
                        .placements()
                        .stream()
                        .collect(Collectors.toMap(Placement::table, Function.identity()));
        RequestGenerator generator = RequestGenerator.of(bundle.manifest(), workload, seed);
        try (LocalScorer scorer = LocalScorer.open(bundle)) {
            return LongStream.range(0, QUESTIONS)
                    .mapToObj(number -> generator.request(number, CANDIDATES, EmptyBags.AS_DRAWN))
                    .map(request -> question(request, lost, scorer))
                    .toList();
        }
    }

    private static Question question(GeneratedRequest request, Map<String, Placement> lost, LocalScorer scorer) {
        Map<String, Integer> lostIds = new TreeMap<>();
        GeneratedRequest rest = without(request, lost, lostIds);
        return new Question(
                request.candidateIds(),
                RankJson.columns(request),
                new KnownScores(scorer.score(request)),
                new KnownScores(scorer.score(rest)),
                lostIds);
    }

    /** Returns the request without the ids that are on the lost shard: in a sum, none is as good as a row of zeros. */
    private static GeneratedRequest without(
            GeneratedRequest request, Map<String, Placement> lost, Map<String, Integer> lostIds) {
        Manifest manifest = request.manifest();
        Map<String, Bags> sparse = new HashMap<>(request.sparse());
        for (SparseFeature feature : manifest.features().sparse()) {
            Placement placement = lost.get(feature.table());
            if (placement != null) {
                Bags all = request.sparse(feature.name());
                Bags kept = outside(all, placement);
                sparse.put(feature.name(), kept);
                lostIds.merge(feature.table(), all.idCount() - kept.idCount(), Integer::sum);
            }
        }
        lostIds.values().removeIf(count -> count == 0);
        return new GeneratedRequest(manifest, request.candidateIds(), request.dense(), sparse);
    }

    private static Bags outside(Bags bags, Placement placement) {
        int[] lengths = new int[bags.bagCount()];
        LongStream.Builder ids = LongStream.builder();
        for (int bag = 0; bag < bags.bagCount(); bag++) {
            for (int position = bags.offsets()[bag]; position < bags.offsets()[bag + 1]; position++) {
                long id = bags.ids()[position];
                if (id < placement.firstRow() || id >= placement.endRow()) {
                    lengths[bag]++;
                    ids.add(id);
                }
            }
        }
        return Bags.ofLengths(lengths, ids.build().toArray(), null);
    }

    /** Asks the model that fails where a shard is lost. */
    Asking strict() {
        return new Asking(packed.getFirst().name(), false, questions);
    }

    /** Asks the model whose policy is to go on with default rows. */
    Asking lenient() {
        return new Asking(packed.getLast().name(), false, questions);
    }

    /** Asks the same for whole answers only. */
    Asking lenientDemandingWhole() {
        return new Asking(packed.getLast().name(), true, questions);
    }
}
