package dev.outrank.workbench.demo;

import dev.outrank.bundle.bags.Bags;
import dev.outrank.bundle.manifest.Manifest;
import dev.outrank.bundle.manifest.Scope;
import dev.outrank.bundle.manifest.SparseFeature;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/** Makes requests of a model with the bag lengths of its workload; equal seeds give equal requests. */
final class SampleRequests {

    private final Manifest manifest;
    private final ToDoubleFunction<String> meanPooling;
    private final boolean fixedPooling;

    /**
     * Prepares for one model.
     *
     * @param meanPooling the mean length of a feature's bags, by the feature's name
     * @param fixedPooling whether every bag has that length; otherwise lengths go evenly from 0 to twice the mean
     */
    SampleRequests(Manifest manifest, ToDoubleFunction<String> meanPooling, boolean fixedPooling) {
        this.manifest = manifest;
        this.meanPooling = meanPooling;
        this.fixedPooling = fixedPooling;
    }

    SampleRequest make(int candidates, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<float[]> dense = manifest.features().dense().stream()
                .map(feature -> numbers(rows(feature.scope(), candidates) * feature.width(), random))
                .toList();
        List<Bags> sparse = manifest.features().sparse().stream()
                .map(feature -> bags(feature, rows(feature.scope(), candidates), random))
                .toList();
        return new SampleRequest(manifest, candidates, dense, sparse);
    }

    private static int rows(Scope scope, int candidates) {
        return switch (scope) {
            case REQUEST -> 1;
            case CANDIDATE -> candidates;
        };
    }

    private static float[] numbers(int count, SplittableRandom random) {
        float[] numbers = new float[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = (float) random.nextGaussian();
        }
        return numbers;
    }

    private Bags bags(SparseFeature feature, int count, SplittableRandom random) {
        double mean = meanPooling.applyAsDouble(feature.name());
        int[] lengths = new int[count];
        int ids = 0;
        for (int bag = 0; bag < count; bag++) {
            lengths[bag] = (int) Math.round(fixedPooling ? mean : random.nextDouble() * 2 * mean);
            ids += lengths[bag];
        }
        long rows = manifest.table(feature.table()).rows();
        return Bags.ofLengths(
                lengths, random.longs(ids, 0, rows).toArray(), feature.weighted() ? numbers(ids, random) : null);
    }
}
