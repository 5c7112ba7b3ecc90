package dev.outrank.workbench.requests;

import dev.outrank.bundle.bags.Bags;
import dev.outrank.bundle.manifest.DenseFeature;
import dev.outrank.bundle.manifest.Manifest;
import dev.outrank.bundle.manifest.Scope;
import dev.outrank.bundle.manifest.SparseFeature;
import dev.outrank.workbench.workload.Workload;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Makes requests for a bundle. Immutable, and as thread-safe as its popularity; that of a zipf law, which is the usual one, is. */
public final class RequestGenerator {

    /** What is assumed where no workload says how many candidates a request has. */
    private static final List<Integer> DEFAULT_CANDIDATES = List.of(50, 100, 200);

    private final Manifest manifest;
    private final Map<String, BagShape> shapes;
    private final List<Integer> candidateCounts;
    private final IdPopularity popularity;
    private final long seed;

    private RequestGenerator(
            Manifest manifest,
            Map<String, BagShape> shapes,
            List<Integer> candidateCounts,
            IdPopularity popularity,
            long seed) {
        this.manifest = manifest;
        this.shapes = Map.copyOf(shapes);
        this.candidateCounts = candidateCounts;
        this.popularity = popularity;
        this.seed = seed;
    }

    /** Returns a generator for a bundle of a workload: bags and candidates as the workload has them, ids within the manifest's rows. */
    public static RequestGenerator of(Manifest manifest, Workload workload, long seed) {
        Map<String, BagShape> shapes = new HashMap<>();
        workload.tables().forEach(table -> shapes.put(table.name(), BagShape.of(table, workload.poolingIsFixed())));
        return new RequestGenerator(
                manifest, shapes, workload.candidatesPerRequest().values(), new ZipfPopularity(manifest, shapes), seed);
    }

    /** Returns a generator for any bundle; a feature that {@code shapes} does not name has {@link BagShape#DEFAULT}. */
    public static RequestGenerator of(Manifest manifest, Map<String, BagShape> shapes, long seed) {
        return new RequestGenerator(
                manifest, shapes, DEFAULT_CANDIDATES, new ZipfPopularity(manifest, Map.copyOf(shapes)), seed);
    }

    /** Returns a generator of the same bags with other ids. */
    public RequestGenerator withPopularity(IdPopularity other) {
        return new RequestGenerator(manifest, shapes, candidateCounts, other, seed);
    }

    /** Returns how many ids a feature has in a request, without drawing them. */
    public int idCount(SparseFeature feature, long request, int candidates) {
        FeatureRandom random = new FeatureRandom(seed, request, feature.name());
        return Arrays.stream(lengths(feature, rows(feature.scope(), candidates), random, EmptyBags.AS_DRAWN))
                .reduce(0, Math::addExact);
    }

    /** Returns how many candidates a request has, as drawn from the workload's distribution. */
    public int candidates(long request) {
        double uniform = new FeatureRandom(seed, request, "").uniform();
        return candidateCounts.get((int) (uniform * candidateCounts.size()));
    }

    /** Returns a request with as many candidates as the workload's distribution gives it. */
    public GeneratedRequest request(long request) {
        return request(request, candidates(request), EmptyBags.AS_DRAWN);
    }

    /**
     * Returns a request.
     *
     * @param request its number; equal numbers give equal requests
     * @param candidates how many, 0 or more
     */
    public GeneratedRequest request(long request, int candidates, EmptyBags emptyBags) {
        Map<String, float[]> dense = new HashMap<>();
        for (DenseFeature feature : manifest.features().dense()) {
            FeatureRandom random = new FeatureRandom(seed, request, feature.name());
            float[] numbers = new float[Math.multiplyExact(rows(feature.scope(), candidates), feature.width())];
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = random.normal();
            }
            dense.put(feature.name(), numbers);
        }
        Map<String, Bags> sparse = new HashMap<>();
        for (SparseFeature feature : manifest.features().sparse()) {
            FeatureRandom random = new FeatureRandom(seed, request, feature.name());
            sparse.put(feature.name(), bags(feature, rows(feature.scope(), candidates), random, emptyBags));
        }
        List<String> ids = IntStream.range(0, candidates)
                .mapToObj(candidate -> "r" + request + "-c" + candidate)
                .toList();
        return new GeneratedRequest(manifest, ids, dense, sparse);
    }

    private static int rows(Scope scope, int candidates) {
        return switch (scope) {
            case REQUEST -> 1;
            case CANDIDATE -> candidates;
        };
    }

    private int[] lengths(SparseFeature feature, int count, FeatureRandom random, EmptyBags emptyBags) {
        BagShape shape = shapes.getOrDefault(feature.name(), BagShape.DEFAULT);
        int[] lengths = new int[count];
        for (int bag = 0; bag < count; bag++) {
            int drawn = shape.length(random.uniform(), random.uniform());
            lengths[bag] = emptyBags.empties(bag) ? 0 : drawn;
        }
        return lengths;
    }

    private Bags bags(SparseFeature feature, int count, FeatureRandom random, EmptyBags emptyBags) {
        int[] lengths = lengths(feature, count, random, emptyBags);
        long[] ids = new long[Arrays.stream(lengths).reduce(0, Math::addExact)];
        popularity.fill(feature, random::uniform, ids);
        if (!feature.weighted()) {
            return Bags.ofLengths(lengths, ids, null);
        }
        float[] weights = new float[ids.length];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) random.uniform();
        }
        return Bags.ofLengths(lengths, ids, weights);
    }
}
