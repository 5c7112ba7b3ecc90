package dev.outrank.workbench.trace;

import dev.outrank.bundle.bags.Bags;
import dev.outrank.bundle.manifest.Manifest;
import dev.outrank.bundle.manifest.SparseFeature;
import dev.outrank.workbench.progress.Progress;
import dev.outrank.workbench.requests.GeneratedRequest;
import dev.outrank.workbench.requests.RequestGenerator;
import dev.outrank.workbench.reuse.ReuseHistogram;
import dev.outrank.workbench.reuse.ReusePopularity;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Generates traces. */
final class TraceGenerator {

    private final Manifest manifest;
    private final RequestGenerator requests;
    private final TraceHeader header;

    /**
     * Makes a generator.
     *
     * @param requests gives the bags, the numbers of candidates, and ids by zipf laws
     * @param header what to generate
     */
    TraceGenerator(Manifest manifest, RequestGenerator requests, TraceHeader header) {
        this.manifest = manifest;
        this.requests = requests;
        this.header = header;
    }

    /**
     * Writes a trace. It appears at once, when it is whole.
     *
     * @param progress told of each request; stays open
     */
    TraceReport write(Path out, Popularity popularity, Progress progress) {
        return switch (popularity) {
            case Popularity.Zipf zipf -> write(out, requests, List.of(), progress);
            case Popularity.Reuse reuse -> {
                ReusePopularity ids = reuse(reuse.histogram());
                yield write(out, requests.withPopularity(ids), ids.approximateTables(), progress);
            }
        };
    }

    /** The counts of a table's rows follow from the number of its accesses: a first pass over the lengths of the bags. */
    private ReusePopularity reuse(ReuseHistogram histogram) {
        Map<String, Long> accesses = new HashMap<>();
        for (long request = 0; request < header.requests(); request++) {
            int candidates = requests.candidates(request);
            for (SparseFeature feature : manifest.features().sparse()) {
                accesses.merge(feature.table(), (long) requests.idCount(feature, request, candidates), Math::addExact);
            }
        }
        return new ReusePopularity(manifest, histogram, accesses, header.seed());
    }

    private TraceReport write(Path out, RequestGenerator generator, List<String> approximate, Progress progress) {
        Arrivals arrivals = new Arrivals(header.rate(), header.seed());
        long candidates = 0;
        long ids = 0;
        long arrival = 0;
        try (TraceWriter trace = TraceWriter.open(out, header)) {
            for (long number = 0; number < header.requests(); number++) {
                GeneratedRequest request = generator.request(number);
                arrival = arrivals.next();
                trace.write(request, arrival);
                candidates += request.candidates();
                ids += request.sparse().values().stream()
                        .mapToLong(Bags::idCount)
                        .sum();
                progress.add(1);
            }
            trace.commit();
            return new TraceReport(header.requests(), candidates, ids, arrival, trace.contentBytes(), approximate);
        }
    }
}
