package dev.outrank.workbench.trace;

import dev.outrank.bundle.bags.Bags;
import dev.outrank.bundle.failure.CallerException;
import dev.outrank.bundle.manifest.Manifest;
import dev.outrank.bundle.manifest.Scope;
import dev.outrank.workbench.requests.GeneratedRequest;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Reads lines of requests, in one pass each. Not thread-safe. */
final class LineParser {

    private final Manifest manifest;
    private final CandidateNames names = CandidateNames.ofCandidates();
    private final ScopeColumns context;
    private final ScopeColumns candidateColumns;
    private final Set<String> seen = new HashSet<>();
    private OptionalLong arrivalNanos = OptionalLong.empty();
    private int candidates;

    LineParser(Manifest manifest) {
        this.manifest = manifest;
        this.context = new ScopeColumns(manifest, Scope.REQUEST, CandidateNames.none());
        this.candidateColumns = new ScopeColumns(manifest, Scope.CANDIDATE, names);
    }

    /** Returns the request in a line. */
    TraceEntry parse(TraceLines line) {
        clear();
        try (JsonParser parser = LineJson.open(line.buffer(), line.start(), line.length())) {
            if (parser.currentToken() != JsonToken.START_OBJECT) {
                throw LineJson.refused(parser, "a JSON object, one request a line");
            }
            for (String name = LineJson.nextProperty(parser); name != null; name = LineJson.nextProperty(parser)) {
                if (!seen.add(name)) {
                    throw LineJson.twice(parser);
                }
                readMember(name, parser);
            }
            if (parser.nextToken() != null) {
                throw new CallerException("more after the JSON object (expected: one request a line)");
            }
        }
        requireMember("candidates", true);
        requireMember("context", !context.isEmpty());
        return new TraceEntry(line.number(), arrivalNanos, request());
    }

    private void clear() {
        context.clear();
        candidateColumns.clear();
        names.clear();
        seen.clear();
        arrivalNanos = OptionalLong.empty();
        candidates = 0;
    }

    private void readMember(String name, JsonParser parser) {
        switch (name) {
            case "arrivalNanos" -> arrivalNanos = OptionalLong.of(atLeast(parser, 0));
            case "context" -> context.readRow(parser, 0);
            case "candidates" -> candidates = readCandidates(parser);
            case "topK" -> atLeast(parser, 1);
            // Golden requests have them beside the candidates; they are no part of a request.
            case "scores", "clicks" -> {
                LineJson.requireArray(parser);
                parser.skipChildren();
            }
            default ->
                throw LineJson.refused(
                        LineJson.path(parser), "unknown", "'arrivalNanos', 'context', 'candidates' or 'topK'");
        }
    }

    private int readCandidates(JsonParser parser) {
        return switch (parser.currentToken()) {
            case START_ARRAY -> candidateColumns.readRows(parser);
            case START_OBJECT -> candidateColumns.readColumns(parser);
            default -> throw LineJson.refused(parser, "an array of candidates, or an object of columns");
        };
    }

    private static long atLeast(JsonParser parser, long least) {
        long value = LineJson.int64(parser);
        if (value < least) {
            throw LineJson.refused(parser, "at least " + least);
        }
        return value;
    }

    private void requireMember(String name, boolean required) {
        if (required && !seen.contains(name)) {
            throw LineJson.refused(name, "missing", "an object");
        }
    }

    private GeneratedRequest request() {
        Map<String, float[]> dense = new HashMap<>();
        Map<String, Bags> sparse = new HashMap<>();
        context.addTo(dense, sparse);
        candidateColumns.addTo(dense, sparse);
        return new GeneratedRequest(manifest, names.all(candidates), dense, sparse);
    }
}
