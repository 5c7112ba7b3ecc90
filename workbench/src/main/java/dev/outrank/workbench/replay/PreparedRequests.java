package dev.outrank.workbench.replay;

import dev.outrank.bundle.failure.CallerException;
import dev.outrank.bundle.manifest.Manifest;
import dev.outrank.workbench.requests.EmptyBags;
import dev.outrank.workbench.requests.GeneratedRequest;
import dev.outrank.workbench.requests.RequestGenerator;
import dev.outrank.workbench.trace.Arrivals;
import dev.outrank.workbench.trace.TraceEntry;
import dev.outrank.workbench.trace.TraceReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Requests that were encoded before anything is measured. Owns their direct memory. */
public final class PreparedRequests implements AutoCloseable {

    private final Api api;
    private final boolean timed;
    private final List<PreparedRequest> requests;

    private PreparedRequests(Api api, boolean timed, List<PreparedRequest> requests) {
        this.api = api;
        this.timed = timed;
        this.requests = List.copyOf(requests);
    }

    /**
     * Encodes the first requests of a trace.
     *
     * @param most how many at most
     * @throws CallerException if the trace is not readable, has none, or asks for what the interface cannot tell apart
     */
    public static PreparedRequests ofTrace(Path trace, Manifest manifest, Api api, int most) {
        List<PreparedRequest> requests = new ArrayList<>();
        boolean timed = false;
        try (TraceReader reader = TraceReader.open(trace, manifest)) {
            for (@Nullable TraceEntry entry = reader.next(); entry != null; entry = more(reader, requests, most)) {
                timed = entry.arrivalNanos().isPresent();
                requests.add(prepare(entry.request(), api, entry.arrivalNanos().orElse(0)));
            }
        }
        if (requests.isEmpty()) {
            throw new CallerException(trace + ": no requests (expected: at least one)");
        }
        return new PreparedRequests(api, timed, requests);
    }

    private static @Nullable TraceEntry more(TraceReader reader, List<PreparedRequest> requests, int most) {
        return requests.size() < most ? reader.next() : null;
    }

    /**
     * Makes and encodes requests.
     *
     * @param count how many
     * @param candidates of each; as the generator draws them where null
     */
    public static PreparedRequests generated(
            RequestGenerator generator, Api api, int count, @Nullable Integer candidates) {
        List<PreparedRequest> requests = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            GeneratedRequest request = candidates == null
                    ? generator.request(number)
                    : generator.request(number, candidates, EmptyBags.AS_DRAWN);
            requests.add(prepare(request, api, 0));
        }
        return new PreparedRequests(api, false, requests);
    }

    /** Encodes requests that come with no arrivals. */
    public static PreparedRequests of(List<GeneratedRequest> requests, Api api) {
        return new PreparedRequests(
                api,
                false,
                requests.stream().map(request -> prepare(request, api, 0)).toList());
    }

    /** Answers of the rank API come in the order of the scores: without distinct ids nobody could tell whose a score is. */
    private static PreparedRequest prepare(GeneratedRequest request, Api api, long arrivalNanos) {
        if (api == Api.RANK) {
            Set<String> seen = new HashSet<>();
            for (String id : request.candidateIds()) {
                if (!seen.add(id)) {
                    throw new CallerException(
                            "candidates.id: '" + id
                                    + "' twice in one request (expected: distinct, so that answers can be checked; or --api infer)");
                }
            }
        }
        return api.prepare(request, arrivalNanos);
    }

    Api api() {
        return api;
    }

    /** Returns how many there are. */
    public int count() {
        return requests.size();
    }

    PreparedRequest get(int index) {
        return requests.get(index);
    }

    /** Returns how long each body is. */
    public List<BodySize> bodySizes() {
        return requests.stream()
                .map(request ->
                        new BodySize(request.candidates(), request.body().readableBytes()))
                .toList();
    }

    /** Returns the mean of the bodies. */
    public double meanBodyBytes() {
        return bodySizes().stream().mapToInt(BodySize::bytes).average().orElse(0);
    }

    /** Returns the mean number of candidates. */
    public double meanCandidates() {
        return requests.stream().mapToInt(PreparedRequest::candidates).average().orElse(0);
    }

    /**
     * Returns the times at which the trace had its requests, again and again.
     *
     * @throws CallerException if the trace has none
     */
    TraceSchedule traceSchedule() {
        if (!timed) {
            throw new CallerException("--arrivals: trace (expected: a trace with arrivalNanos; or --rate)");
        }
        return new TraceSchedule(
                requests.stream().mapToLong(PreparedRequest::arrivalNanos).toArray());
    }

    /** Returns how long the trace takes at its own times. */
    long tracePeriodNanos() {
        return traceSchedule().periodNanos();
    }

    /** Returns the times of a Poisson process. */
    static Schedule poisson(double rate, long seed) {
        return new Arrivals(rate, seed)::next;
    }

    @Override
    public void close() {
        requests.forEach(request -> request.body().release());
    }
}
